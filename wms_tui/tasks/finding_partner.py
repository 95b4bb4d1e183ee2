"""What is known of a customer or a supplier: who it is, what life it asks for, what is open; part of finding."""

from wms_tui.domain.dates import show_date_short
from wms_tui.domain.rows import Partner
from wms_tui.domain.types import Role
from wms_tui.queries.orders import orders
from wms_tui.queries.partners import the_partner
from wms_tui.queries.receipts import receipts
from wms_tui.tasks.prompt import Fact

MOST_OPEN = 20
"""So many open orders are shown; the orders screen has them all."""


def partner_facts(code: str, role: Role) -> tuple[Fact, ...]:
    """Return who a partner is, the life it asks for, and what is open with it."""
    partner = the_partner(code, role)
    facts = [
        Fact(role.value.upper(), f"{partner.code} {partner.name}".strip(), f"{partner.code} {partner.name}".strip())
    ]
    facts += [Fact(label, text) for label, text in (("PHONE", partner.phone), ("MAIL", partner.email)) if text]
    if role is Role.CUSTOMER:
        return (*facts, Fact("LIFE", _life(partner), f"LIFE {_life(partner)}"), *_open_orders(partner))
    return (*facts, *_open_receipts(partner))


def _life(partner: Partner) -> str:
    """Return what life goods must have left when a customer has them."""
    asked = [f"{partner.min_days} days"] if partner.min_days else []
    asked += [f"{partner.min_percent} %"] if partner.min_percent else []
    days = "day" if partner.transit_days == 1 else "days"
    way = f", {partner.transit_days} {days} on the way" if partner.transit_days else ""
    return f"{' and '.join(asked)} left on arrival{way}" if asked else f"any{way}"


def _open_orders(partner: Partner) -> tuple[Fact, ...]:
    mine = [one for one in orders(open_only=True) if one.customer == partner.code]
    found = [Fact("OPEN", f"{len(mine)} {'order' if len(mine) == 1 else 'orders'}")]
    for one in mine[:MOST_OPEN]:
        words = f"{one.state} {show_date_short(one.ship_on) if one.ship_on else ''}".rstrip()
        found.append(Fact(one.order, words, f"{one.order} {words}"))
    return tuple(found)


def _open_receipts(partner: Partner) -> tuple[Fact, ...]:
    mine = [one for one in receipts() if one.supplier == partner.code and not one.closed]
    found = [Fact("OPEN", f"{len(mine)} {'receipt' if len(mine) == 1 else 'receipts'}")]
    for one in mine[:MOST_OPEN]:
        words = f"due {show_date_short(one.due_on)}" if one.due_on else "open"
        found.append(Fact(one.receipt, words, f"{one.receipt} {words}"))
    return tuple(found)
