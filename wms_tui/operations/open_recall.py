"""Open a recall, or a drill of one: which lots, how grave, why, and how far down the chain."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.recall import CheckLevel, Depth, RecallClass, RecallKind, Step
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.recalling import LotName, ask_of_others, ask_of_width, named_lots, with_reasons
from wms_tui.queries.recalls import find_recall, open_case_of
from wms_tui.storage.recall_rows import (
    add_recall_entry,
    add_recall_row,
    write_recall_row,
    write_scope,
)

LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class OpenRecall:
    """A new case: its number, the lots it begins with, and what is known of it so far."""

    recall: str
    lots: tuple[LotName, ...]
    reason: str
    recall_class: RecallClass = RecallClass.NONE
    drill: bool = False
    only_named: bool = False
    siblings: bool = False
    """Whether the lots that came out of the same lots are in it too."""
    kind: RecallKind = RecallKind.RECALL
    product: str = "FOOD"
    hazard: str = ""
    complaints: str = ""
    """Complaints, illness and injury known so far."""
    authority: str = ""
    """Which authority was told, and when."""
    depth: Depth = Depth.CONSUMER
    strategy: str = ""
    instructions: str = ""
    check_level: CheckLevel = CheckLevel.A
    reply_by: date | None = None
    accept: tuple[str, ...] = ()


@dataclass(frozen=True)
class RecallOpened(Done):
    """The number of the case, how many lots were named, and how many are in its scope."""

    recall: str
    named: int
    lots: int


@operation("open-recall")
def open_recall(slip: OpenRecall, deed: Deed) -> RecallOpened:
    """Open a case; its clock runs from this moment. Nothing is held yet: ``hold_recall`` does that in one act.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``.
        BadInput: ``nothing-named``, ``reason-needed``, ``too-long``, ``past-deadline``; a number that is none.
        NeedsConfirmation: ``recall-too-wide``, ``lot-in-recall``.
        Refused: ``recall-exists``.
    """
    code = clean_code(slip.recall, "recall")
    known = find_recall(code)
    if known is not None:
        raise Refused(
            "recall-exists", f"There is a recall {known.code} already.", "Use another number, or go on there."
        )
    named = [lot.id for lot in named_lots(slip.lots)]
    scope = with_reasons(named, only_named=slip.only_named, siblings=slip.siblings)
    ask_of_width(scope, slip.accept)
    ask_of_others(scope, slip.accept, drill=slip.drill)
    values = checked(asdict(slip))
    _refuse_past(slip.reply_by, deed)
    deed.post(reference=code, reason=values["reason"][:64].strip())
    case = add_recall_row(code, deed.entry, values)
    deed.note(Thing.RECALL, code, None, _noted(values))
    add_recall_entry(deed.entry, case, Step.SCOPE)
    write_scope(case, deed.entry, [(lot, True, why) for lot, why in scope.items()])
    return RecallOpened(recall=code, named=len(named), lots=len(scope))


@dataclass(frozen=True, slots=True)
class ChangeRecall:
    """What is to be different about a case; None leaves it as it is."""

    recall: str
    recall_class: RecallClass | None = None
    kind: RecallKind | None = None
    product: str | None = None
    reason: str | None = None
    hazard: str | None = None
    complaints: str | None = None
    authority: str | None = None
    depth: Depth | None = None
    strategy: str | None = None
    instructions: str | None = None
    check_level: CheckLevel | None = None
    reply_by: date | None = None
    why: str = ""
    """Why it is changed."""


@dataclass(frozen=True)
class RecallChanged(Done):
    """The number of the case, and the names of what is different now."""

    recall: str
    changed: tuple[str, ...]


@operation("change-recall")
def change_recall(slip: ChangeRecall, deed: Deed) -> RecallChanged:
    """Change what is known of a case, such as its class once an authority has said it.

    Raises:
        NotFound: ``unknown-recall``.
        BadInput: ``reason-needed``, ``too-long``, ``past-deadline``.
        Refused: ``recall-closed``; ``no-difference`` where nothing would be different.
    """
    case = open_case_of(slip.recall)
    before = {name: value for name, value in asdict(case).items() if hasattr(slip, name) or name in _FIXED}
    wanted = {name: value for name, value in asdict(slip).items() if name in before and value is not None}
    after = checked({**before, **wanted})
    _refuse_past(slip.reply_by, deed)
    changed = tuple(name for name in wanted if after[name] != checked(before)[name])
    if not changed:
        raise Refused("no-difference", f"Recall {case.code} is like that already.", "Nothing to do.")
    deed.post(reference=case.code, reason=slip.why)
    write_recall_row(case.id, after)
    deed.note(Thing.RECALL, case.code, _noted(checked(before)), _noted(after))
    add_recall_entry(deed.entry, case.id, Step.SCOPE)
    return RecallChanged(recall=case.code, changed=changed)


def _refuse_past(reply_by: date | None, deed: Deed) -> None:
    if reply_by is not None and reply_by < deed.on:
        raise BadInput("past-deadline", f"{reply_by.isoformat()} is over.", "Give a day on which they can answer.")


_FIXED = ("drill", "only_named")
_NOTED = (
    "kind", "recall_class", "product", "reason", "hazard", "complaints", "authority", "depth", "strategy",
    "instructions", "check_level", "reply_by", *_FIXED,
)  # fmt: skip


def _noted(values: dict[str, Any]) -> dict[str, Any]:
    """Return what the audit trail tells of the values of a case."""
    return {name: bool(values[name]) if name in _FIXED else values[name] for name in _NOTED}


_TEXTS = ("product", "reason", "hazard", "complaints", "authority", "strategy", "instructions")


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of a case as they are kept.

    Raises:
        BadInput: ``reason-needed``, ``too-long``.
    """
    texts = {name: line_of_text(values[name]) for name in _TEXTS}
    if not texts["reason"]:
        raise BadInput("reason-needed", "A recall needs a reason.", "Say what is wrong with the goods.")
    for name, text in texts.items():
        if len(text) > LONGEST_TEXT:
            raise BadInput("too-long", f"The {name} is longer than {LONGEST_TEXT} characters.", "Shorten it.")
    reply_by = values["reply_by"].isoformat() if values["reply_by"] else None
    flags = {name: int(values[name]) for name in _FIXED}
    return {**values, **texts, **flags, "reply_by": reply_by}
