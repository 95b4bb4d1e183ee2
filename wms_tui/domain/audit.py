"""What an audit trail says of the masters: which field of what had which value before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum


class Thing(StrEnum):
    """What is kept as a master, or as a case, and changed by acts."""

    ITEM = "item"
    PACK = "pack"
    BIN = "bin"
    PARTNER = "partner"
    PERSON = "person"
    SETTING = "setting"
    LEVEL = "level"
    TEST = "test"
    RECIPE = "recipe"
    LOT = "lot"
    RECALL = "recall"


_UNSAID = frozenset({"id", "packs", "folded", "sort_key", "counting"})
"""Fields that are no values of their own: row numbers, what other rows or fields say, and a state of the moment."""

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field before and after an act; None is a field without a value, or a thing that was not there."""

    thing: Thing
    code: str
    field: str
    before: str | None
    after: str | None


def differences(thing: Thing, code: str, before: object | None, after: object | None) -> Iterator[FieldChange]:
    """Yield the fields in which a thing is another one after an act: dataclasses of one kind, mappings, or None.

    Of a new thing these are all fields that have a value, of one that is gone all that had one.
    """
    old, new = _values(before), _values(after)
    for name in dict.fromkeys((*old, *new)):
        was, now = _words(old.get(name)), _words(new.get(name))
        if was != now:
            yield FieldChange(thing, code, name, was, now)


def _values(one: object | None) -> Values:
    if one is None:
        return {}
    if isinstance(one, Mapping):
        return {str(name): value for name, value in one.items()}
    return {each.name: getattr(one, each.name) for each in fields(one) if each.name not in _UNSAID}  # type: ignore[arg-type]


def _words(value: object) -> str | None:
    """Return a value as it is kept; an empty text is no value."""
    if value is None or value == "" or value == ():
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (tuple, frozenset)):
        return ", ".join(sorted(map(str, value)) if isinstance(value, frozenset) else map(str, value))
    return str(value)
