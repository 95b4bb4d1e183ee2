"""Papers about a whole recall: the call list, and the notice to the authority (21 CFR 7.46)."""

from collections.abc import Iterator

from reports.page import A4, Heading, Paper, Rendered, body, day, printed
from reports.sections import Piece, fact, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.letter_words.english import ENGLISH
from wms_tui.domain.recall import RecallClass
from wms_tui.domain.recall_lists import Account, CaseFacts, RecalledLot

_CALLS = (
    Column("", 3, box=True),
    Column("account", 24, size=9.5, bold=True),
    Column("person", 16, size=9),
    Column("phone", 19, size=10, bold=True),
    Column("nights and weekends", 17, size=9),
    Column("verified", 12, size=8.5),
    Column("delivered", 14, size=9, align="right"),
    Column("spoken to, when", 24, box=True),
)
_LOTS = (
    Column("product", 30, size=9),
    Column("lot", 17, size=10, bold=True),
    Column("made", 11, size=8),
    Column("expiry", 11, size=8.5),
    Column("made or received", 14, size=9, align="right"),
    Column("in our hands", 12, size=9, align="right"),
    Column("distributed", 12, size=9, bold=True, align="right"),
)
_ACCOUNTS = (
    Column("account", 12, size=8.5, bold=True),
    Column("name", 24, size=9),
    Column("address", 36, size=8.5),
    Column("phone", 16, size=8.5),
    Column("delivered", 12, size=9, bold=True, align="right"),
)


def call_list(document: CaseFacts, paper: Paper = A4) -> Rendered:
    """Return the list of accounts to be called, the largest first, with room to note each call."""
    stale = sum(one.stale for one in document.accounts)
    pieces = [*rows(_CALLS, [_call(one) for one in document.accounts], height=26)]
    facts = (("accounts", str(len(document.accounts))), ("contacts not verified", str(stale)))
    return render_sections(paper.on_its_side(), _heading("CALL LIST", document, facts), pieces)


def _call(one: Account) -> tuple[str, ...]:
    verified = day(one.to.verified_on, "never")
    return (
        "", f"{one.to.code}  {one.to.name}", one.to.contact, one.to.phone or "NO PHONE", one.to.after_hours,
        f"{verified} !!" if one.stale else verified, one.delivered, "",
    )  # fmt: skip


def authority_notice(document: CaseFacts, paper: Paper = A4) -> Rendered:
    """Return what an authority is told of a recall, in the order of 21 CFR 7.46(a)."""
    facts = (
        ("opened", document.opened_at.isoformat(sep=" ", timespec="minutes")),
        ("class", document.recall_class.value or "not yet classified"),
        ("accounts", str(len(document.accounts))),
    )
    across = body(paper).width
    return render_sections(paper, _heading("NOTICE TO THE AUTHORITY", document, facts), _authority(document, across))


def _heading(name: str, document: CaseFacts, facts: tuple[tuple[str, str], ...]) -> Heading:
    return Heading(
        title=f"RECALL {name}",
        house=document.firm.name,
        subject=document.recall,
        printed=printed(document.printed_at, document.printed_by),
        partner=f"{document.product} {document.kind.upper()}",
        facts=facts,
        warning=ENGLISH.letter.test if document.drill else "",
        seal=document.seal,
    )


def _authority(document: CaseFacts, across: float) -> Iterator[Piece]:
    firm = document.firm
    yield title("(1) Product")
    yield from rows(_LOTS, [_lot(one) for one in document.lots], height=19)
    yield title("(2) Reason, and how and when it was found")
    yield from paragraph(document.reason, across, size=10)
    yield from paragraph(f"Opened {document.opened_at:%Y-%m-%d %H:%M} UTC by {document.opened_by}.", across)
    yield title("(3) Evaluation of the risk")
    named = document.recall_class.value
    class_words = f"Class {named}." if document.recall_class is not RecallClass.NONE else "Not yet classified."
    yield from paragraph(f"{class_words} {document.hazard or 'The hazard is being evaluated.'}", across, size=10)
    yield from paragraph(
        f"Complaints, illness or injury so far: {document.complaints or 'none known.'}", across, size=10
    )
    yield title("(4, 5) Amount produced, and amount in distribution")
    yield from fact("distributed", document.distributed, across)
    first, last = day(document.first_delivery, "-"), day(document.last_delivery, "-")
    yield from fact("delivered", f"from {first} to {last}", across)
    yield title(f"(6) Direct accounts: {len(document.accounts)}")
    yield from rows(_ACCOUNTS, [_account(one) for one in document.accounts], height=19)
    yield title("(7, 8) Notice and strategy")
    yield from fact("notice", "A copy of the notice to consignees is attached.", across)
    yield from fact("depth", f"to the {document.depth.value} level", across)
    yield from fact("strategy", document.strategy, across)
    yield from fact("checks", f"level {document.check_level.value} (21 CFR 7.42(b)(3))", across)
    yield from fact("answers by", day(document.reply_by, "-"), across)
    yield title("(9) Contact")
    reach = "   ".join(part for part in (firm.phone, firm.email, firm.hours) if part)
    yield from fact("firm", "\n".join(part for part in (firm.name, *firm.address.splitlines(), reach) if part), across)
    yield space(4)


def _lot(one: RecalledLot) -> tuple[str, ...]:
    quantities = (f"{quantity} {one.unit}" for quantity in (one.produced, one.in_house, one.distributed))
    return f"{one.item}  {one.name}", one.lot, day(one.made_on, "-"), day(one.expires_on, "-"), *quantities


def _account(one: Account) -> tuple[str, ...]:
    return one.to.code, one.to.name, " ".join(one.to.address.split()), one.to.phone, one.delivered
