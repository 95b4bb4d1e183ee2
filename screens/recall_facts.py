"""What is known of a case, said at its desk: ``class=II``, ``hazard=...``, ``reply-by=2029-06-30``."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import parse_date
from wms_tui.domain.recall import Depth, RecallClass, RecallKind
from wms_tui.errors import BadInput
from wms_tui.operations.open_recall import ChangeRecall


def _a_class(text: str, _today: date) -> RecallClass:
    return RecallClass("" if text.upper() == "NONE" else text.upper())


def _text(text: str, _today: date) -> str:
    return text


_FACTS: Mapping[str, tuple[str, Callable[[str, date], Any], str]] = {
    "class": ("recall_class", _a_class, "I, II, III or none"),
    "kind": ("kind", lambda text, _: RecallKind(text.lower()), ", ".join(RecallKind)),
    "depth": ("depth", lambda text, _: Depth(text.lower()), ", ".join(Depth)),
    "reply-by": ("reply_by", parse_date, "a day"),
    "hazard": ("hazard", _text, ""),
    "instructions": ("instructions", _text, ""),
    "product": ("product", _text, ""),
    "complaints": ("complaints", _text, ""),
    "authority": ("authority", _text, ""),
    "strategy": ("strategy", _text, ""),
}
"""The field of a case, how it is read, and what it may be, by the word that is typed."""

NAMES = ", ".join(f"{name}=" for name in _FACTS)
"""What may be typed, as the help of the screen says it."""


def fact_of(recall: str, text: str, today: date) -> ChangeRecall | None:
    """Return what ``hazard=salmonella`` changes of a case, or None for words that say nothing of one.

    Raises:
        BadInput: ``bad-word`` for a value that the fact does not take; what ``parse_date`` refuses.
    """
    name, equals, value = text.partition("=")
    known = _FACTS.get(name.strip().lower())
    if not equals or known is None:
        return None
    field, read, words = known
    try:
        return ChangeRecall(recall, **{field: read(value.strip(), today)})
    except ValueError:
        raise BadInput("bad-word", f"{excerpt(value)} is no {name}.", f"Give {words}.") from None
