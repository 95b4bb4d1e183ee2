"""Close a recall: everybody has answered, or it is said why that is not waited for."""

from dataclasses import dataclass

from wms_tui.domain.recall import Step
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.recalls import Recall, open_case_of, scope_of, to_pull
from wms_tui.queries.replies import reply_figures
from wms_tui.storage.recall_rows import add_recall_entry, close_recall_row

ACCEPT_OPEN = "accept-open"
ACCEPT_OUTSIDE = "accept-outside"


@dataclass(frozen=True, slots=True)
class CloseRecall:
    """A case that is over. ``accept`` may hold ``accept-open`` and ``accept-outside``."""

    recall: str
    reason: str = ""
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecallClosed(Done):
    """The number of the case, what of its goods is not in the cage, and how many consignees never answered."""

    recall: str
    outside_cage: int
    unanswered: int


@operation("close-recall")
def close_recall(slip: CloseRecall, deed: Deed) -> RecallClosed:
    """Close a case. Its lots stay recalled: what is left of them is destroyed, or freed before by leaving the scope.

    Raises:
        NotFound: ``unknown-recall``.
        NeedsConfirmation: ``replies-open`` where a consignee has not answered; ``goods-outside`` where goods of it are
            in the house and not in the cage. The reason is kept.
        BadInput: ``reason-needed`` where answers, or goods, are not waited for.
        Refused: ``recall-closed``, ``before-entry``.
    """
    case = open_case_of(slip.recall)
    if deed.at < case.opened_at:
        raise Refused(
            "before-entry", f"{case.code} was opened {case.opened_at.astimezone(deed.at.tzinfo):%Y-%m-%d %H:%M}.",
            "Give the moment it was closed, or none.",
        )  # fmt: skip
    figures = reply_figures(case.id)
    silent = figures.consignees - figures.replied
    outside = 0 if case.drill else sum(one.quantity for one in to_pull(one.lot_id for one in scope_of(case.id)))
    _ask_of_what_is_open(case, silent, outside, slip.accept)
    if (silent or outside) and not slip.reason.strip():
        what = f"{silent} never answered." if silent else f"{outside} units are outside the cage."
        raise BadInput("reason-needed", what, "Say why that is not waited for.")
    left = [f"{silent} never answered"] if silent else []
    left += [f"{outside} units outside the cage"] if outside else []
    deed.post(reference=case.code, reason="; ".join([slip.reason, *left] if left else [slip.reason]))
    add_recall_entry(deed.entry, case.id, Step.REPORT)
    close_recall_row(case.id, deed.entry)
    return RecallClosed(recall=case.code, outside_cage=outside, unanswered=silent)


def _ask_of_what_is_open(case: Recall, silent: int, outside: int, accept: tuple[str, ...]) -> None:
    if silent and ACCEPT_OPEN not in accept:
        who = "1 consignee has" if silent == 1 else f"{silent} consignees have"
        raise NeedsConfirmation(
            "replies-open", f"{who} not answered for {case.code}.", f"Remind them, or --{ACCEPT_OPEN} with a reason.",
            accept=ACCEPT_OPEN, unanswered=silent,
        )  # fmt: skip
    if outside and ACCEPT_OUTSIDE not in accept:
        raise NeedsConfirmation(
            "goods-outside", f"{outside} units of {case.code} are outside the cage.",
            f"Pull them, or --{ACCEPT_OUTSIDE} with a reason.", accept=ACCEPT_OUTSIDE, outside=outside,
        )  # fmt: skip
