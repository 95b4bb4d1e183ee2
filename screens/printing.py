"""Putting a paper down in the spool folder, under a name the server makes."""

import re
import secrets
from pathlib import Path

from reports.files import write
from screens.sitting import Sitting
from wms_tui.domain.audit import Asked
from wms_tui.domain.recall import ReportKind
from wms_tui.domain.tracing import Trace
from wms_tui.errors import Refused
from wms_tui.exchange.notice_files import Press, PrintedNotices
from wms_tui.exchange.notice_files import print_notices as written_notices
from wms_tui.operations.count_print import count_pick_list
from wms_tui.operations.report_recall import ReportRecall, report_recall
from wms_tui.operations.seal import seal_now
from wms_tui.queries.audit import audit_report
from wms_tui.queries.papers import pick_list
from wms_tui.queries.recall_reports import the_report
from wms_tui.queries.recalls import the_recall
from wms_tui.queries.settings import paper
from wms_tui.queries.trace_papers import trace_report

_ODD = re.compile(r"[^A-Za-z0-9-]+")


def print_pick_list(order: str, sitting: Sitting) -> Path:
    """Write the pick list of an order as a PDF and return where it is; the next one is marked as a copy.

    Raises:
        NotFound: ``unknown-order``.
        Refused: ``nothing-allocated``; ``no-spool-folder``; what ``reports.files.write`` refuses.
    """
    # What draws pages takes a tenth of a second to load: who prints nothing does not wait for it.
    from reports.page import A4, LETTER
    from reports.pick_list import render

    document = pick_list(order, by=sitting.who(), at=sitting.now())
    rendered = render(document, LETTER if paper() == "letter" else A4)
    _make_folder(sitting.spool)
    # Of a name that others have chosen only what no file system reads as anything else is kept.
    kept = _ODD.sub("_", order)[:32]
    path = sitting.spool / f"pick-{kept}-{secrets.token_hex(3)}.pdf"
    write(path, rendered.data)
    count_pick_list(order)
    return path


def print_trace(trace: Trace, words: str, sitting: Sitting) -> Path:
    """Write a trace as a PDF and return where it is.

    Raises:
        Refused: ``no-spool-folder``; what ``reports.files.write`` refuses.
    """
    from reports.page import A4, LETTER
    from reports.trace_report import render

    document = trace_report(trace, words, by=sitting.who(), at=sitting.now())
    rendered = render(document, LETTER if paper() == "letter" else A4)
    _make_folder(sitting.spool)
    path = sitting.spool / f"trace-{_ODD.sub('_', words)[:32]}-{secrets.token_hex(3)}.pdf"
    write(path, rendered.data)
    return path


def print_notices(recall: str, sitting: Sitting) -> tuple[Path, PrintedNotices]:
    """Write the notices of a recall as PDFs; return the folder, and what was printed.

    Raises:
        Refused: ``recall-closed``, ``no-consignees``, ``no-spool-folder``; what ``reports.files.write`` refuses.
    """
    from reports.page import A4, LETTER
    from reports.recall_notice import render

    folder = sitting.spool / f"notices-{_ODD.sub('_', recall)[:32]}-{secrets.token_hex(3)}"
    _make_folder(folder)
    sheet = LETTER if paper() == "letter" else A4
    press = Press(lambda document: render(document, sheet).data, write)
    seal_now()
    done = written_notices(recall, folder, press, do=sitting.do, note=sitting.do)
    return folder, done


def print_report(recall: str, sitting: Sitting) -> tuple[Path, int]:
    """Make a report of a recall, of a drill its certificate, and write it as a PDF; return where it is, and its number.

    Raises:
        Refused: ``no-spool-folder``; what ``reports.files.write`` refuses.
    """
    from reports import drill_certificate, recall_report
    from reports.page import A4, LETTER

    _make_folder(sitting.spool)
    seal_now()
    done = sitting.do(report_recall, ReportRecall(recall))
    layout = drill_certificate if done.kind is ReportKind.DRILL else recall_report
    document = the_report(the_recall(recall), done.number)
    path = sitting.spool / f"recall-{_ODD.sub('_', recall)[:32]}-{done.number}-{secrets.token_hex(3)}.pdf"
    write(path, layout.render(document, LETTER if paper() == "letter" else A4).data)
    return path, done.number


def print_audit(asked: Asked, sitting: Sitting) -> Path:
    """Write a part of the audit trail as a PDF and return where it is.

    Raises:
        Refused: ``too-many``, ``no-spool-folder``; what ``reports.files.write`` refuses.
    """
    from reports.audit_report import render
    from reports.page import A4, LETTER

    seal_now()
    document = audit_report(asked, by=sitting.who(), at=sitting.now())
    _make_folder(sitting.spool)
    path = sitting.spool / f"audit-{secrets.token_hex(3)}.pdf"
    write(path, render(document, LETTER if paper() == "letter" else A4).data)
    return path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise Refused("no-spool-folder", "The spool folder cannot be made.", f"{folder}: {error.strerror}") from error
