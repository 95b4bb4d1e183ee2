"""Shipping: what waits at the stage for an order leaves, after a last look at status and dates."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.rows import OrderRow, spelled
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.ship import Ship, Shipped
from wms_tui.operations.unpick import Unpicked
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.orders import kept_for_order, open_order, order_lines, orders, the_order
from wms_tui.queries.stops import Stopped
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.putting_back import acts_to_put_back
from wms_tui.tasks.resolving import What
from wms_tui.tasks.stepping import CAGE, Stepping
from wms_tui.tasks.stopping import NOTHING_AT_ALL, About
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import lot_words, ok, was_held, way_out_at_the_gate

PARTLY = "ship-partly"


@dataclass(frozen=True, slots=True)
class Leaving:
    """The order that is to leave."""

    order: str = ""
    puts_back: bool = False


class Shipping(Stepping[Leaving]):
    """From the stage to the customer."""

    kind = "ship"
    title = "SHIP"
    notes_type = Leaving

    def asks(self) -> Ask:
        """Ask for the order, then for a yes."""
        if not self.notes.order:
            return Ask(
                "SCAN ORDER, ENTER = NEXT", "ORDER", self._take_order, enter=self._take_next, listed=_picked_choices,
                help=("Scan the order on the paper. F4 lists what is picked.",),
            )  # fmt: skip
        if self.notes.puts_back:
            return Ask("SCAN BIN TO PUT IT BACK", "BIN", self._take_back_bin)
        problems = (Problem("Put it back into a bin", "PUTBACK", lambda _: self._put_back()),)
        return Ask(
            "ENTER = SHIP", "ENTER=SHIP", self._take_anything, enter=self._ship, problems=problems,
            help=("ENTER lets it leave. A lot that may not leave any more is refused by its name.",),
        )  # fmt: skip

    def heading(self) -> str:
        """Return which order it is."""
        return f"{self.title} {self.notes.order}".rstrip()

    def facts(self) -> tuple[Fact, ...]:
        """Return for whom it is, how far it is picked, and the lots that leave."""
        if not self.notes.order:
            return ()
        head = the_order(self.notes.order)
        lines = order_lines(head.id)
        full = sum(1 for line in lines if line.picked + line.shipped >= line.wanted)
        facts = [
            Fact("TO", head.customer.name or head.customer.code),
            Fact("PICKED", f"{full} of {len(lines)} lines", f"{full}/{len(lines)} lines"),
        ]
        for one in kept_for_order(head.id, picked=True):
            lot = lot_by_id(one.lot_id)
            quantity = spelled(one.quantity, item_by_id(lot.item_id))
            facts.append(Fact(one.item, f"{quantity} {lot_words(one.lot, lot.expires_on)}", f"{quantity} {one.lot}"))
        return tuple(facts)

    def back(self) -> Leaving | None:
        """Return to the order, then home."""
        if self.notes.puts_back:
            return replace(self.notes, puts_back=False)
        return Leaving() if self.notes.order else None

    def about(self) -> About:
        """Return what waits at the stage for the order, and where it waits."""
        if not self.notes.order:
            return NOTHING_AT_ALL
        waits = kept_for_order(the_order(self.notes.order).id, picked=True)
        return About(
            frozenset(one.lot_id for one in waits), frozenset(one.plate_id for one in waits if one.plate),
            frozenset(one.place_id for one in waits),
        )  # fmt: skip

    def after_stop(self, one: Stopped) -> str:
        """Say how what may not leave comes to the cage."""
        self.notes = Leaving(self.notes.order)
        return f"Unpick it to the cage: F5 1, scan {CAGE}"

    def refused(self, refusal: Refused) -> Feedback:
        """Say which lot may not leave, and what to do with it at the stage."""
        feedback = super().refused(refusal)
        if "held" in refusal.details:
            return was_held(refusal)
        return way_out_at_the_gate(refusal) if feedback.outcome.value == "refused" else feedback

    def _take_order(self, text: str) -> Reply:
        head = open_order(self.look(text, {What.ORDER}, "Scan the order").code)
        if not kept_for_order(head.id, picked=True):
            raise Refused("nothing-picked", f"Nothing of {head.code} is picked", "Pick it first")
        self.notes = Leaving(head.code)
        return NOTHING

    def _take_next(self) -> Reply:
        found = _picked()
        if not found:
            raise Refused("no-orders", "No order is picked in full", "Scan one, or F3")
        self.notes = Leaving(found[0].order)
        return NOTHING

    def _take_anything(self, text: str) -> Reply:
        """Take the order once more as a yes; anything else is not for here."""
        found = self.look(text, {What.ORDER}, "ENTER ships it, F3 goes back")
        if found.code != self.notes.order:
            raise Refused("other-order", f"That is {found.code}, here is {self.notes.order}", "ENTER ships it, F3 back")
        return self._ship()

    def _ship(self) -> Reply:
        lines = order_lines(open_order(self.notes.order).id)
        left = [str(line.line) for line in lines if line.picked + line.shipped < line.wanted]
        if left:
            lines_are = "Line {} is" if len(left) == 1 else "Lines {} are"
            what = f"{lines_are.format(_listed(left))} not picked in full"
            self.confirm(PARTLY, what, "Y = ship what is there")
        return Submit((Act("ship", Ship(self.notes.order, partial=bool(left))),))

    def _put_back(self) -> Reply:
        self.notes = replace(self.notes, puts_back=True)
        return NOTHING

    def _take_back_bin(self, text: str) -> Reply:
        place = self.look(text, {What.BIN}, "Scan the bin it goes to").place
        return Submit(acts_to_put_back(self.notes.order, place))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what left, and ask for the next order."""
        order, self.notes = self.notes.order, Leaving()
        done = results[-1]
        if isinstance(done, Unpicked):
            left = kept_for_order(the_order(order).id, picked=True)
            if left:
                # Only what is on hold went to the cage: the rest may still leave.
                self.notes = Leaving(order)
                return ok(f"put back what is on hold of {order}", "ENTER ships the rest, F3 goes back")
            return ok(f"put back what was picked for {order}")
        if not isinstance(done, Shipped):
            raise RuntimeError("shipping ships")
        lots = [f"{spelled(one.quantity, the_item(one.item))} {one.lot}".rstrip() for one in done.shipped]
        return ok(f"shipped {order}", ", ".join(lots[:2]) + (f" and {len(lots) - 2} more" if len(lots) > 2 else ""))


def _listed(numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:3])
    return f"{shown} and {len(numbers) - 3} more" if len(numbers) > 3 else shown


def _picked() -> list[OrderRow]:
    return [one for one in orders(open_only=True) if one.state == "picked"]


def _picked_choices() -> tuple[Choice, ...]:
    return tuple(Choice(f"{one.order} {one.customer_name or one.customer}", one.order) for one in _picked())
