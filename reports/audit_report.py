"""The audit trail on paper: each entry with who, when, why and where, what is another value since, and who signed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from reports.page import A4, Book, Box, Heading, Paper, Rendered, body, printed
from reports.sections import Piece, fact, paragraph, render_sections, space, title
from wms_tui.domain.audit import AuditReport, AuditRow, change_words, signed_words

_HEAD = 15.0
_TOGETHER = 12
"""So many lines of an entry are kept on one page."""

_AT_ONCE = timedelta(seconds=2)
"""What was written down as soon as that was written when it happened."""


def render(document: AuditReport, paper: Paper = A4) -> Rendered:
    """Return a part of the audit trail as a PDF."""
    first, last = (document.rows[0].entry, document.rows[-1].entry) if document.rows else (0, 0)
    heading = Heading(
        title="AUDIT TRAIL",
        house=document.house,
        subject=f"entries {first} to {last}" if document.rows else "no entries",
        printed=printed(document.at, document.by),
        partner=f"asked for: {document.asked or 'everything'}",
        facts=(("entries", str(len(document.rows))), ("chain", "BROKEN" if document.broken else "intact")),
        warning="ENTRIES ARE NOT WHAT WAS SEALED" if document.broken else "",
        seal=document.head,
    )
    return render_sections(paper, heading, _pieces(document, body(paper).width))


def _pieces(document: AuditReport, across: float) -> Iterator[Piece]:
    yield title("The chain over all entries")
    yield from fact("head", document.head, across)
    yield from fact("checked", _chain(document), across)
    yield space(8)
    yield title("Reviews that any of these entries were in")
    for review in document.reviews:
        at = f"{review.at.astimezone():%Y-%m-%d %H:%M}"
        extent = f"entries {review.first} to {review.last} ({review.entries})"
        asked = f", asked for {review.asked}" if review.asked else ""
        yield from paragraph(f"{at} {review.by}: {extent}{asked}: {review.note}", across)
    if not document.reviews:
        yield from paragraph("None.", across)
    yield space(8)
    yield title("Entries, in the order in which they were written down")
    for one in document.rows:
        pieces = list(_entry(one, across))
        # The first lines of an entry say nothing without the others.
        last = min(len(pieces), _TOGETHER) - 1
        yield from (replace(piece, with_next=True) if place < last else piece for place, piece in enumerate(pieces))


def _chain(document: AuditReport) -> str:
    broken = ", ".join(f"{first} to {last}" for first, last in document.broken)
    return f"NOT as sealed: entries {broken}" if broken else "every entry is as it was sealed"


def _entry(one: AuditRow, across: float) -> Iterator[Piece]:
    yield _head(one)
    when = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S %z}"
    if one.recorded_at - one.at > _AT_ONCE:
        when += f", written {one.recorded_at.astimezone():%Y-%m-%d %H:%M:%S %z}"
    yield from fact("happened", f"{when}{', LATE' if one.late else ''}", across)
    yield from fact("by", f"{one.by} {one.name}".strip() + f" at {one.terminal or 'an unnamed terminal'}", across)
    if one.reason:
        yield from fact("why", one.reason, across)
    for each in one.changes:
        yield from fact("changed", change_words(each), across)
    for each in one.happened:
        yield from fact("goods" if each.item else "did", str(each), across)
    if one.more:
        yield from fact("", f"and {one.more} more moves and states", across)
    for each in one.approvals:
        yield from fact("approved", signed_words(each), across)
    for each in one.signatures:
        yield from fact("signed", f"{signed_words(each)}; bound to {one.digest}", across)
    if one.undoes:
        yield from fact("takes back", f"entry {one.undoes}", across)
    if one.undone_by:
        yield from fact("undone by", f"entry {one.undone_by}", across)
    yield space(5)


def _head(one: AuditRow) -> Piece:
    about = f"  {one.reference}" if one.reference else ""
    partner = f"  {one.partner}" if one.partner and one.partner != one.reference else ""

    def draw(book: Book, box: Box) -> None:
        book.text(f"{one.entry}  {one.kind}{about}{partner}", Box(box.x, box.y + 2, box.width, 11), 9.5, bold=True)

    return Piece(_HEAD, draw, with_next=True)
