"""Reports of a recall on paper: status (21 CFR 7.53) and termination (7.55), from what was kept when they were made."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime

from reports.page import A4, Book, Box, Heading, Paper, Rendered, body, day, printed
from reports.sections import Piece, fact, paragraph, render_sections, rows, space, title
from reports.table import Column
from wms_tui.domain.recall import CheckLevel, RecallClass, ReportKind
from wms_tui.domain.recall_reports import CaseReport, ReportChecks, ReportConsignee, ReportLot

TEST = "TEST - A DRILL: NO GOODS ARE RECALLED"
_TITLES = {ReportKind.STATUS: "STATUS REPORT", ReportKind.TERMINATION: "TERMINATION REPORT"}
_RULES = {ReportKind.STATUS: "21 CFR 7.53", ReportKind.TERMINATION: "21 CFR 7.55"}
_LEVELS = {
    CheckLevel.A: "A: all consignees",
    CheckLevel.B: "B: a part of them",
    CheckLevel.C: "C: 10 percent",
    CheckLevel.D: "D: 2 percent",
    CheckLevel.E: "E: none",
}
_LOTS = (
    Column("item", 25, size=8.5),
    Column("lot", 15, size=9, bold=True),
    Column("expiry", 11, size=7.5),
    Column("status", 10, size=7.5),
    Column("received or made", 13, size=9, align="right"),
    Column("in our hands", 11, size=9, align="right"),
    Column("distributed", 11, size=9, bold=True, align="right"),
    Column("unit", 6, size=8),
)
_RECOVERED = (
    Column("lot", 17, size=9, bold=True),
    Column("on hand", 9, size=9, align="right"),
    Column("returned", 9, size=9, align="right"),
    Column("came back", 9, size=9, align="right"),
    Column("destroyed", 10, size=9, align="right"),
    Column("used", 8, size=9, align="right"),
    Column("sold on", 8, size=9, align="right"),
    Column("not found", 9, size=9, align="right"),
    Column("open", 8, size=9, bold=True, align="right"),
    Column("recovered", 9, size=9, bold=True, align="right"),
)
_CONSIGNEES = (
    Column("consignee", 22, size=8.5, bold=True),
    Column("notified", 15, size=7.5),
    Column("by", 8, size=7.5),
    Column("asked", 6, size=8.5, align="right"),
    Column("answered", 15, size=7.5),
    Column("delivered", 9, size=8.5, align="right"),
    Column("on hand", 8, size=8.5, align="right"),
    Column("returned", 8, size=8.5, align="right"),
    Column("destroyed", 9, size=8.5, align="right"),
    Column("used", 7, size=8.5, align="right"),
    Column("open", 7, size=9, bold=True, align="right"),
)
_CHECKS = (
    Column("consignee", 26, size=9, bold=True),
    Column("drawn", 17, size=8),
    Column("checked", 17, size=8),
    Column("by", 10, size=8),
    Column("method", 9, size=8.5),
    Column("result", 13, size=9, bold=True),
    Column("action", 34, size=8),
)


def render(document: CaseReport, paper: Paper = A4) -> Rendered:
    """Return a status or termination report as a PDF."""
    across = body(paper).width
    heading = Heading(
        title=f"RECALL {_TITLES[document.kind]} {document.number}",
        house=document.firm.name,
        subject=document.recall,
        printed=printed(document.made_at, document.made_by),
        partner=f"{document.product} {document.recall_kind.upper()}, {class_words(document.recall_class)}".strip(),
        facts=(
            ("opened", moment(document.opened_at)),
            ("period to", moment(document.made_at)),
            ("recovered", document.totals.share),
        ),
        warning=TEST if document.drill else "",
        seal=document.seal,
    )
    return render_sections(paper, heading, _pieces(document, across), over=stamp_test if document.drill else None)


def class_words(recall_class: RecallClass) -> str:
    """Return how grave a recall is, in words."""
    return f"class {recall_class.value}" if recall_class else "not yet classified"


def moment(at: datetime | None, missing: str = "-") -> str:
    """Return a moment as ``14 MAR 2027 10:30``."""
    return f"{day(at.date())} {at:%H:%M}" if at else missing


def stamp_test(book: Book, room: Box) -> None:
    """Set TEST in large pale letters across a page: no copy of a part of it can pass for the real thing."""
    canvas = book.canvas
    canvas.saveState()
    canvas.setFillGray(0.0, 0.10)
    canvas.translate(room.x + room.width / 2, room.y + room.height / 2)
    canvas.rotate(45)
    canvas.setFont("Helvetica-Bold", 150)
    canvas.drawCentredString(0, -50, "TEST")
    canvas.restoreState()


def _pieces(one: CaseReport, across: float) -> Iterator[Piece]:
    yield from _case(one, across)
    yield title("Product and lots")
    yield from rows(_LOTS, [_lot(lot) for lot in one.lots])
    yield space(10)
    yield title("What became of what was distributed, by the word of the consignees")
    yield from rows(_RECOVERED, [_recovered(lot) for lot in one.lots])
    yield space(3)
    yield from paragraph(_sum(one), across, bold=True)
    yield space(10)
    yield from _answers(one, across)
    yield from _checks(one.checks, across)
    # Nobody signs a page on which nothing else stands: the words before go with the lines to sign on.
    yield from (replace(piece, with_next=True) for piece in _words(one, across))
    yield from signatures(across)


def _case(one: CaseReport, across: float) -> Iterator[Piece]:
    firm = "\n".join(filter(None, (one.firm.name, one.firm.address, one.firm.contact)))
    yield title(f"The case ({_RULES[one.kind]})")
    yield from fact("recalling firm, contact", firm, across)
    yield from fact("report", f"{one.number}, {moment(one.period_from)} to {moment(one.made_at)}", across)
    yield from fact("class, depth", f"{class_words(one.recall_class)}, to {one.depth.value} level", across)
    yield from fact("reason", one.reason, across)
    yield from fact("hazard", one.hazard, across)
    for label, known in (("complaints, illness", one.complaints), ("authority informed", one.authority)):
        if known:
            yield from fact(label, known, across)
    yield from fact("strategy", one.strategy, across)
    yield from fact("closed", moment(one.closed_at, "not closed"), across)
    if one.closed_why:
        yield from fact("closed because", one.closed_why, across)
    yield space(8)


def _lot(one: ReportLot) -> tuple[str, ...]:
    return (
        f"{one.item}  {one.name}", one.lot or "-", day(one.expires_on, "-"), one.status,
        *map(str, (one.produced, one.in_house, one.distributed)), one.unit,
    )  # fmt: skip


def _recovered(one: ReportLot) -> tuple[str, ...]:
    said = one.said
    figures = (said.on_hand, said.returned, one.came_back, said.destroyed, said.used, said.sold_on, said.not_located)
    return (
        one.lot or one.item,
        *map(str, figures),
        str(one.unaccounted),
        f"{one.percent:g} %" if one.distributed else "-",
    )


def _sum(one: CaseReport) -> str:
    """Return what is recovered in all, unit by unit where lots are counted in several."""
    total = one.totals
    if not total.distributed:
        return "Nothing of it was distributed."
    if len({lot.unit for lot in one.lots}) < 2:
        return f"{total.accounted} of {total.distributed} distributed units are accounted for: {total.percent:g} %"
    distributed, left = Counter[str](), Counter[str]()
    for lot in one.lots:
        distributed[lot.unit] += lot.distributed
        left[lot.unit] += lot.unaccounted
    shares = "; ".join(f"{all_of_it - left[unit]} of {all_of_it} {unit}" for unit, all_of_it in distributed.items())
    return f"{shares} are accounted for: {total.percent:g} % of the one with the least"


def _answers(one: CaseReport, across: float) -> Iterator[Piece]:
    total = one.totals
    yield title("Consignees")
    yield from fact("direct, indirect", f"{total.consignees} direct; {one.indirect} told by them", across)
    yield from fact("notified", f"{total.notified} of {total.consignees}, {total.undeliverable} undeliverable", across)
    yield from fact("answered", f"{total.replied} of {total.consignees}", across)
    if one.partial:
        yield from fact("in part", _named(one.partial), across)
    yield from fact("not answered", _named(one.silent) or "nobody", across)
    yield space(4)
    yield from rows(_CONSIGNEES, [_consignee(consignee) for consignee in one.consignees])
    yield space(3)
    for consignee in one.consignees:
        if consignee.differences:
            yield from fact(f"{consignee.customer}: differs", "\n".join(consignee.differences), across)
    explained = [consignee for consignee in one.consignees if consignee.explanation]
    for consignee in explained:
        yield from fact(f"{consignee.customer}: why", consignee.explanation, across)
    yield space(10)


def _named(consignees: Iterable[ReportConsignee]) -> str:
    return "\n".join(f"{one.customer} {one.name} (asked {_times(one.attempts)})" for one in consignees)


def _times(often: int) -> str:
    return "once" if often == 1 else f"{often} times"


def _consignee(one: ReportConsignee) -> tuple[str, ...]:
    notified = "UNDELIVERABLE" if one.undeliverable else moment(one.notified_at, "no")
    answered = moment(one.answered_at, "NO" if not one.lots_answered else f"{one.lots_answered} of {one.lots} lots")
    said = one.said
    figures = (one.delivered, said.on_hand, said.returned, said.destroyed, said.used, one.open)
    return (f"{one.customer}  {one.name}", notified, one.method, str(one.attempts), answered, *map(str, figures))


def _checks(one: ReportChecks, across: float) -> Iterator[Piece]:
    yield title("Effectiveness checks (21 CFR 7.42(b)(3))")
    yield from fact("level", _LEVELS[one.level], across)
    yield from fact("planned, done", f"{one.planned} planned, {len(one.checks)} drawn, {one.done} done", across)
    yield from fact("result", f"{one.effective} effective, {one.ineffective} ineffective", across)
    for draw in one.draws:
        words = (
            f"{moment(draw.at)} by {draw.by}: {len(draw.sample)} of {len(draw.population)}, level {draw.level.value}"
            f" ({draw.percent} %), seed {draw.seed}, smallest SHA-256 of seed:code"
        )
        yield from fact("draw", words, across)
    if one.checks:
        yield space(4)
        results = {True: "effective", False: "INEFFECTIVE", None: "open"}
        yield from rows(_CHECKS, [
            (f"{check.customer}  {check.name}", moment(check.drawn_at), moment(check.done_at), check.by, check.method,
             results[check.effective], check.note)
            for check in one.checks
        ])  # fmt: skip
    yield space(10)


def _words(one: CaseReport, across: float) -> Iterator[Piece]:
    yield title("Disposition, cause and action")
    yield from fact("recovered goods", one.told.disposition, across)
    yield from fact("root cause", one.told.root_cause, across)
    yield from fact("corrective action", one.told.corrective_action, across)
    yield from fact("problems", one.told.problems, across)
    yield from fact("expected end", day(one.told.expected_end, "not known"), across)
    yield from fact("prepared by", f"{one.made_by} {one.maker}".strip(), across)
    yield space(10)


def signatures(across: float) -> list[Piece]:
    """Return lines to sign on."""

    def draw(book: Book, box: Box) -> None:
        for place, label in enumerate(("approved by", "title", "date", "signature")):
            book.blank(label, Box(box.x + place * across / 4, box.y + 6, across / 4 - 10, 14))

    return [Piece(40, draw)]
