"""What an audit trail says of the masters: which field of what had which value before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from wms_tui.domain.codes import excerpt
from wms_tui.domain.dates import parse_date
from wms_tui.domain.signatures import SIGNATURE, is_signature
from wms_tui.errors import BadInput


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
        was, now = value_words(old.get(name)), value_words(new.get(name))
        if was != now:
            yield FieldChange(thing, code, name, was, now)


def _values(one: object | None) -> Values:
    if one is None:
        return {}
    if isinstance(one, Mapping):
        return {str(name): value for name, value in one.items()}
    return {each.name: getattr(one, each.name) for each in fields(one) if each.name not in _UNSAID}  # type: ignore[arg-type]


def value_words(value: object) -> str | None:
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


@dataclass(frozen=True, slots=True)
class Asked:
    """Which part of the trail is asked for; empty fields ask for all. Words are matched regardless of case."""

    words: tuple[str, ...] = ()
    """Each is a badge, a terminal, a kind of act, a code, a lot, or a part of a reason."""
    by: str = ""
    kind: str = ""
    of: str = ""
    """The code of an item, a bin, a partner, a document, or a lot as ``ITEM:LOT``."""
    terminal: str = ""
    since: date | None = None
    until: date | None = None
    """Days on which it was written down, both with the last."""
    late: bool = False
    changes: bool = False
    """Only what changed a master or a state."""
    signed: bool = False
    """Only what was signed, or approved by a second person."""
    undone: bool = False
    """Only what was undone, and what undid it."""

    def __str__(self) -> str:
        """Return it as it is typed; ``read_asked`` returns it again."""
        named = [f"{name}:{value}" for name in _NAMED if (value := getattr(self, _FIELD.get(name, name)))]
        return " ".join((*named, *(name for name in _FLAGS if getattr(self, name)), *self.words))


_NAMED = ("by", "kind", "of", "at", "from", "to")
_FIELD = {"at": "terminal", "from": "since", "to": "until"}
_FLAGS = ("late", "changes", "signed", "undone")
_DAYS = ("from", "to")
_DOTS = 2
"""In a day that is written as 14.3.2027."""


def read_asked(text: str) -> Asked:
    """Return what is asked for by words such as ``by:ANNA of:MILK from:2027-03-01 late``.

    A word that is none of these is looked for everywhere.

    Raises:
        BadInput: ``bad-date``.
    """
    fields: dict[str, Any] = {}
    words: list[str] = []
    for word in text.split():
        name, colon, value = word.partition(":")
        if colon and value and name.lower() in _NAMED:
            known = name.lower()
            fields[_FIELD.get(known, known)] = _day(value) if known in _DAYS else value
        elif word.lower() in _FLAGS:
            fields[word.lower()] = True
        else:
            words.append(word)
    return Asked(words=tuple(words), **fields)


def _day(text: str) -> date:
    try:
        return parse_date(text, date.min) if text.count(".") == _DOTS else date.fromisoformat(text)
    except (ValueError, BadInput):
        raise BadInput("bad-date", f"{excerpt(text)} is not a date.", "Write it as 2027-03-14.") from None


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed an act or stood by it: the name at that time, as what, why, and when."""

    badge: str
    name: str
    meaning: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Happened:
    """A move, a change of status or of a date, or what an act of a recall did, in words."""

    item: str
    """Empty, with ``lot``, for what concerns no lot."""
    lot: str
    what: str

    def __str__(self) -> str:
        """Return it with its lot before it."""
        return " ".join(filter(None, (self.item, self.lot, self.what)))


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An entry as an auditor reads it: who, when, why, where, and what is another one since."""

    entry: int
    kind: str
    at: datetime
    """When it happened."""
    recorded_at: datetime
    """When it was written down."""
    late: bool
    by: str
    name: str
    """Of who did it, as it is now; empty where the badge was never added."""
    terminal: str
    reason: str
    reference: str
    partner: str
    undoes: int | None
    undone_by: int | None
    key: str
    digest: str
    """SHA-256 of what was asked for; a signature is bound to it."""
    changes: tuple[FieldChange, ...] = ()
    happened: tuple[Happened, ...] = ()
    """At most ``MOST_HAPPENED`` of its moves and states."""
    more: int = 0
    """How many more moves and states there are."""
    signed: tuple[Signed, ...] = ()

    @property
    def approvals(self) -> tuple[Signed, ...]:
        """Who stood by it as a second person."""
        return tuple(one for one in self.signed if not is_signature(one.meaning))

    @property
    def signatures(self) -> tuple[Signed, ...]:
        """Signatures of who did it."""
        return tuple(one for one in self.signed if is_signature(one.meaning))


MOST_HAPPENED = 20
"""So many moves and states of an entry are told; its lots tell the others."""


@dataclass(frozen=True, slots=True)
class Review:
    """Somebody looked through a part of the trail."""

    entry: int
    at: datetime
    by: str
    asked: str
    first: int
    last: int
    entries: int
    note: str
    head: str


@dataclass(frozen=True, slots=True)
class AuditReport:
    """A part of the trail as a document: the oldest entry first."""

    house: str
    asked: str
    rows: tuple[AuditRow, ...]
    reviews: tuple[Review, ...]
    at: datetime
    by: str
    head: str
    """The head of the chain over all entries before it was made."""
    broken: tuple[tuple[int, int], ...]
    """Stretches of entries (first, last) that are not what was sealed."""


def change_words(one: FieldChange) -> str:
    """Return a change in words: ``item MILK name: Milk -> Whole milk``."""
    return f"{one.thing} {one.code} {one.field}: {_shown(one.before)} -> {_shown(one.after)}"


def in_short(one: AuditRow, of: str = "") -> str:
    """Return the first thing that an entry changed or moved, and how many more there are; empty where there is none.

    Where a lot was asked for as ``ITEM:LOT``, what happened to it comes first.
    """
    asked = of.casefold()
    its = [each for each in one.happened if asked and f"{each.item}:{each.lot}".casefold() == asked]
    told = [*map(str, its), *map(change_words, one.changes), *(str(each) for each in one.happened if each not in its)]
    more = len(told) - 1 + one.more
    return f"{told[0]}{f' (+{more})' if more > 0 else ''}" if told else ""


def signed_words(one: Signed) -> str:
    """Return a signature or an approval as it is shown: name, badge, meaning, why and moment (21 CFR 11.50)."""
    meaning = one.meaning.removeprefix(SIGNATURE)
    why = f", {one.reason}" if one.reason else ""
    return f"{one.name or one.badge} ({one.badge}), {meaning}{why}, {one.at.astimezone():%Y-%m-%d %H:%M:%S %z}"


def _shown(value: str | None) -> str:
    return "(none)" if value is None else value
