"""Recalls that a test tells of: goods that were shipped to some customers, a case, its letters and its answers."""

import json
from datetime import datetime, timedelta
from typing import Any

from tests.builders import a_bin, a_customer, an_item, run, some_stock
from tests.genealogy import sold
from wms_tui import clock
from wms_tui.domain.master_data import NewPack
from wms_tui.domain.replies import LotReply
from wms_tui.domain.types import Role
from wms_tui.operations.book_reply import BookReply, LotAnswer, ReplyBooked, book_reply
from wms_tui.operations.close_recall import (
    ACCEPT_OPEN,
    ACCEPT_OUTSIDE,
    CloseRecall,
    RecallClosed,
    close_recall,
)
from wms_tui.operations.open_recall import OpenRecall, open_recall
from wms_tui.queries.partners import the_partner
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.replies import replies_of
from wms_tui.storage.connection import transaction
from wms_tui.storage.statements import add, rows, value


def a_recalled_dairy() -> None:
    """Ship two lots of milk: 30 of L1 and 10 of L2 to SHOP, 20 of L1 to CAFE; a third lot stays in the house."""
    a_bin("A-01")
    an_item("MILK", name="Oat milk 1L", packs=(NewPack("CS", 10),))
    for customer in ("SHOP", "CAFE", "KIOSK"):
        a_customer(customer, name=f"The {customer.lower()}", phone="555 0100", email=f"{customer.lower()}@example.org")
    for lot in ("L1", "L2", "L3"):
        some_stock("MILK", lot, "A-01", 100)
    sold("SO1", "MILK=30@L1", "MILK=10@L2")
    sold("SO2", "MILK=20@L1", customer="CAFE")
    sold("SO3", "MILK=5@L3", customer="KIOSK")


def a_case(code: str = "R7", *lots: tuple[str, str], **fields: Any) -> str:
    """Open a case of the lots L1 and L2, and return its code; one whose deadline is over, some days ago."""
    slip = OpenRecall(code, lots or (("MILK", "L1"), ("MILK", "L2")), "salmonella", **fields)
    late = slip.reply_by is not None and slip.reply_by < clock.today()
    return run(open_recall, slip, at=clock.now() - timedelta(days=5) if late else None).recall


def closed(code: str = "R7", reason: str = "over") -> RecallClosed:
    """Close a case, whatever is open or outside the cage."""
    return run(close_recall, CloseRecall(code, reason, (ACCEPT_OPEN, ACCEPT_OUTSIDE)))


def answered(customer: str = "SHOP", lot: str = "MILK:L1", *, recall: str = "R7", **said: Any) -> ReplyBooked:
    """Book what a customer says of a lot."""
    accept = said.pop("accept", ())
    return run(book_reply, BookReply(recall, customer, (LotAnswer(lot, **said),), accept=accept))


def replies(recall: str = "R7") -> dict[tuple[str, str], LotReply]:
    """Return what is known of each lot at each consignee."""
    return {(one.customer, one.lot): one for one in replies_of(the_recall(recall).id)}


def a_letter(code: str, customer: str = "SHOP", *, recall: str = "R7", sent_at: datetime | None = None) -> None:
    """Write a letter to a customer, and that it was sent where a moment is given: as if it had been made by hand."""
    case = the_recall(recall)
    mine = [{"item": one.item, "lot": one.lot} for one in replies_of(case.id) if one.customer == customer]
    with transaction():
        version = value("SELECT id FROM noticeversion WHERE recall_id = ?", case.id) or add(
            "INSERT INTO noticeversion (recall_id, version, entry_id, changes) VALUES (?, 1, ?, '')",
            case.id, case.entry,
        )  # fmt: skip
        notice = add(
            "INSERT INTO notice (version_id, partner_id, kind, code, content) VALUES (?, ?, 'consignee', ?, ?)",
            version, the_partner(customer, Role.CUSTOMER).id, code, json.dumps({"lots": mine}),
        )  # fmt: skip
    if sent_at is not None:
        happened(notice, "sent", sent_at)


def happened(notice: int, what: str, at: datetime) -> None:
    """Note that something became of a letter, by an entry of the recall's opening kind."""
    entry = run(open_recall, OpenRecall(f"E-{notice}-{what}", (("MILK", "L3"),), "entry", drill=True), at=at).entry
    with transaction():
        add(
            "INSERT INTO noticeevent (notice_id, entry_id, happening, method, note) VALUES (?, ?, ?, 'e-mail', '')",
            notice, entry, what,
        )  # fmt: skip


def notice_row(code: str) -> int:
    """Return the row number of a letter."""
    return rows("SELECT id FROM notice WHERE code = ?", code)[0][0]
