"""GS1 application identifiers: which there are, what each may hold and which belong together.

The source is the GS1 General Specifications, section 3, with the 2026 additions. A form is written in parts,
the last of which may vary in length: ``n6:day n4:time?`` is six digits that are a day and, where more
follows, four that are a time. ``n`` stands for digits, ``x`` for CSET 82, ``y`` for CSET 39, ``z`` for
base64url.

Deliberately absent: lists of countries, currencies, media and package types, and the inner grammar of IBANs,
coupons and global model numbers. Such lists change, and no pallet should stay on the dock because of one.
"""

import re
from dataclasses import dataclass

from wms_tui.domain.codes import CSET_82


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a value: what characters it takes, how many, and what they must amount to."""

    characters: str
    shortest: int
    longest: int
    check: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Identifier:
    """An application identifier and the rules for its value."""

    ai: str
    title: str
    """What people call it: ``LOT``. Empty where it has no name worth a line on a handheld."""
    parts: tuple[Part, ...]
    pattern: re.Pattern[str]
    """Matches every value of the right length and characters."""
    width: int
    """The length of every value, where the standard says that no separator is needed; otherwise 0."""
    needs: tuple[tuple[str, ...], ...]
    """Of each group one must be in the same message. A name stands for all identifiers that begin with it."""
    excludes: tuple[str, ...]
    """None of these may be in the same message, the identifier itself apart."""

    @property
    def label(self) -> str:
        """The identifier for people: ``(10) LOT``."""
        return f"({self.ai}) {self.title}".rstrip()


CHARACTERS = {
    "n": "[0-9]",
    "x": "[" + "".join(re.escape(one) for one in sorted(CSET_82)) + "]",
    "y": "[#/0-9A-Z-]",
    "z": "[A-Za-z0-9_=-]",
}

_ITEM = "01|02|8006|8026"
_TRADED = "01|02|03|8006|8026"
_UNIT = "01|02"
_LOAD = "00|01"
_MEASURED = "30|31|32|35|36"
_PERSON = "8017|8018"
_COUNTRIES = "n3:not-zero n3? n3? n3? n3?"
_ADDRESS = "x1-35:percent"
_LONG_ADDRESS = "x1-70:percent"

# Each row: the identifier (or first-last), the form of its value, what it needs (groups apart by spaces, one
# of each), what it excludes. Left out columns are empty.
_ROWS: tuple[tuple[str, ...], ...] = (
    # What it is.
    ("00", "n18:key"),
    ("01", "n14:key", "", "255 37"),
    ("02", "n14:key", "37", "01 03"),
    ("03", "n14:key", "", "01 02 37"),
    ("8006", "n14:key n4:piece", "", "01 37"),
    ("8026", "n14:key n4:piece", "37", "02 8006"),
    # Which one of it, and when.
    ("10", "x1-20", _TRADED),
    ("11", "n6:day-or-month", _TRADED),
    ("12", "n6:day-or-month", "8020"),
    ("13", "n6:day-or-month", _TRADED),
    ("15-16", "n6:day-or-month", _TRADED),
    ("17", "n6:day-or-month", _TRADED + "|255"),
    ("20", "n2", _ITEM),
    ("21", "x1-20", "01|03|8006", "235"),
    ("22", "x1-20", "01"),
    ("235", "x1-28", "01"),
    ("240-241", "x1-30", _ITEM),
    ("242", "n1-6", _ITEM),
    ("243", "x1-20", "01"),
    ("250", "x1-30", "01|8006 21"),
    ("251", "x1-30", "01|8006"),
    # How many, how much.
    ("30", "n1-8", _UNIT),
    ("37", "n1-8", "00 02|8026"),
    ("3100-3165", "n6", _UNIT, "same"),
    ("3200-3295", "n6", _UNIT, "same"),
    ("3300-3365", "n6", _LOAD, "same"),
    ("3370-3375", "n6", "01", "same"),
    ("3400-3495", "n6", _LOAD, "same"),
    ("3500-3525", "n6", _UNIT, "same"),
    ("3530-3555", "n6", _LOAD, "same"),
    ("3560-3575", "n6", _UNIT, "same"),
    ("3600-3615", "n6", _UNIT, "same"),
    ("3620-3635", "n6", _LOAD, "same"),
    ("3640-3665", "n6", _UNIT, "same"),
    ("3670-3695", "n6", _LOAD, "same"),
    # Money.
    ("3900-3909", "n1-15", "255|8020", "same 391 394 8111"),
    ("3910-3919", "n3 n1-15", "8020", "same"),
    ("3920-3929", "n1-15", "01 " + _MEASURED, "same 393"),
    ("3930-3939", "n3 n1-15", _MEASURED, "same"),
    ("3940-3943", "n4", "255", "same 8111"),
    ("3950-3955", "n6", _MEASURED, "same 392 393 8005"),
    ("8005", "n6", _UNIT),
    # Papers, places and partners.
    ("253", "n13:key x1-17?"),
    ("254", "x1-20", "414"),
    ("255", "n13:key n1-12?", "", "01 02 415 8006 8020 8026"),
    ("400", "x1-30"),
    ("401", "x1-30:prefix"),
    ("402", "n17:key"),
    ("403", "x1-30", "00"),
    ("410-414", "n13:key"),
    ("415", "n13:key", "8020"),
    ("416-417", "n13:key"),
    ("420", "x1-20", "", "421"),
    ("421", "n3:not-zero x1-9", "", "4307"),
    ("422", "n3:not-zero", _ITEM, "426"),
    ("423", _COUNTRIES, _UNIT, "426"),
    ("424", "n3:not-zero", _UNIT, "426"),
    ("425", _COUNTRIES, _UNIT, "426"),
    ("426", "n3:not-zero", _UNIT),
    ("427", "x1-3", "01|02 422"),
    ("4300-4301", _ADDRESS, "00"),
    ("4302", _LONG_ADDRESS, "00"),
    ("4303", _LONG_ADDRESS, "4302"),
    ("4304-4306", _LONG_ADDRESS, "00"),
    ("4307", "x2:letters", "00"),
    ("4308", "x1-30", "00"),
    ("4309", "n10:latitude n10:longitude", "00"),
    ("4310-4311", _ADDRESS, "00"),
    ("4312", _LONG_ADDRESS, "00"),
    ("4313", _LONG_ADDRESS, "4312"),
    ("4314-4316", _LONG_ADDRESS, "00"),
    ("4317", "x2:letters", "00"),
    ("4318", "x1-20", "00"),
    ("4319", "x1-30", "00"),
    ("4320", _ADDRESS, "00"),
    ("4321-4323", "n1:yes-or-no", "00"),
    ("4324-4325", "n6:day-or-month n4:time", "00"),
    ("4326", "n6:day", "00"),
    ("4330", "n6 x1:minus?", "00", "4331"),
    ("4331", "n6 x1:minus?", "00", "4330"),
    ("4332", "n6 x1:minus?", "00", "4333"),
    ("4333", "n6 x1:minus?", "00", "4332"),
    # What is special about it.
    ("7001", "n13", _ITEM),
    ("7002", "x1-30", _UNIT),
    ("7003", "n6:day n4:time", _UNIT),
    ("7004", "n1-4", "01 10"),
    ("7005", "x1-12", _UNIT),
    ("7006", "n6:day", _UNIT),
    ("7007", "n6:day n6:day?", _UNIT),
    ("7008", "x1-3", _UNIT),
    ("7009", "x1-10", _UNIT),
    ("7010", "x1-2", _UNIT),
    ("7011", "n6:day n4:time?", _UNIT),
    ("7020", "x1-20", "01|8006 416"),
    ("7021", "x1-20", "01|8006"),
    ("7022", "x1-20", "7021"),
    ("7023", "x1-30:prefix"),
    ("7030-7039", "n3:not-zero x1-27", _UNIT),
    ("7040", "n1 x1 x1 x1"),
    ("7041", "x1-4", "00"),
    ("710-717", "x1-20", "01"),
    ("7230-7239", "x2 x1-28", "01|8004"),
    ("7240", "x1-20", "01|8006"),
    ("7241", "n2", _PERSON),
    ("7242", "x1-25", _PERSON),
    ("7250", "n8:long-day", "8018", "7251"),
    ("7251", "n8:long-day n4:time", "8018", "7250"),
    ("7252", "n1:sex", "8018"),
    ("7253-7254", "x1-40:percent", _PERSON, "7256 7259"),
    ("7255", "x1-10", _PERSON, "7256 7259"),
    ("7256", "x1-90:percent", _PERSON),
    ("7257", "x1-70:percent", "8018"),
    ("7258", "x3:position", "8018 7259"),
    ("7259", "x1-40:percent", "8018", "7256"),
    ("8001", "n4:not-zero n5:not-zero n3:not-zero n1:winding n1", "01"),
    ("8002", "x1-20"),
    ("8003", "n1:zero n13:key x1-16?"),
    ("8004", "x1-30:prefix"),
    ("8007", "x1-34", "415"),
    ("8008", "n6:day n2:hour n2:sixtieth? n2:sixtieth?", _UNIT),
    ("8009", "x1-50", _LOAD),
    ("8010", "y1-30:prefix"),
    ("8011", "n1-12:no-leading-zero", "8010"),
    ("8012", "x1-20", "01|8006"),
    ("8013", "x1-25:prefix"),
    ("8014", "x1-25:prefix", "01"),
    ("8017", "n18:key", "", "8018"),
    ("8018", "n18:key", "", "8017"),
    ("8019", "n1-10", _PERSON),
    ("8020", "x1-25", "415"),
    ("8030", "z1-90", "00|01|253|255|8003|8004|8006|8010|8017|8018"),
    ("8040", "n15", "01 21"),
    ("8041", "n15", "01 21 8040"),
    ("8042", "n32", "01 21 8040"),
    ("8043", "n18 n1-2?", "01 21 8040"),
    ("8110", "x1-70"),
    ("8111", "n4", "255"),
    ("8112", "x1-70"),
    ("8200", "x1-70", "01"),
    ("90", "x1-30"),
    ("91-99", "x1-90"),
)

_TITLES = {
    "00": "SSCC", "01": "GTIN", "02": "CONTENT", "03": "GTIN", "10": "LOT", "11": "MADE", "12": "DUE",
    "13": "PACKED", "15": "BEST BEFORE", "16": "SELL BY", "17": "EXPIRY", "20": "VARIANT", "21": "SERIAL",
    "30": "COUNT", "37": "COUNT", "240": "ITEM ID", "241": "CUST. PART", "400": "ORDER", "410": "SHIP TO",
    "414": "LOCATION", "420": "SHIP TO POST", "422": "ORIGIN", "7003": "EXPIRY", "8008": "MADE",
}  # fmt: skip

_PREDEFINED = frozenset(f"{number:02d}" for number in (*range(5), *range(11, 21), *range(31, 37), 41))
"""First two digits of the identifiers whose values need no separator (General Specifications, section 7.8)."""

LONGEST_VALUE = 90


def _parts(form: str) -> tuple[Part, ...]:
    """Read the form of a value."""
    parts = []
    for word in form.split():
        body, _, check = word.removesuffix("?").partition(":")
        shortest, _, longest = body[1:].partition("-")
        parts.append(Part(body[0], int(shortest), int(longest or shortest), check, word.endswith("?")))
    return tuple(parts)


def _pattern(parts: tuple[Part, ...]) -> re.Pattern[str]:
    """Return what matches these parts in a row; an optional one may only follow the one before it."""
    text = ""
    for part in reversed(parts):
        text = f"{CHARACTERS[part.characters]}{{{part.shortest},{part.longest}}}{text}"
        text = f"(?:{text})?" if part.optional else text
    return re.compile(text)


def _numbers(span: str) -> list[str]:
    """Return every identifier of a row: in each ten of a measure only the last digits the row ends with."""
    first, _, last = span.partition("-")
    numbers = [str(number).zfill(len(first)) for number in range(int(first), int(last or first) + 1)]
    return [number for number in numbers if not last or number[-1] <= last[-1] or len(first) < 4]


def _identifiers(row: tuple[str, ...]) -> list[Identifier]:
    """Return the identifiers of a row."""
    span, form, needs, excludes = (*row, "", "")[:4]
    parts = _parts(form)
    pattern = _pattern(parts)
    groups = tuple(tuple(group.split("|")) for group in needs.split())
    return [
        Identifier(
            ai=ai,
            title=_TITLES.get(ai, ""),
            parts=parts,
            pattern=pattern,
            width=sum(part.longest for part in parts) if ai[:2] in _PREDEFINED else 0,
            needs=groups,
            excludes=tuple(ai[:3] if other == "same" else other for other in excludes.split()),
        )
        for ai in _numbers(span)
    ]


IDENTIFIERS: dict[str, Identifier] = {one.ai: one for row in _ROWS for one in _identifiers(row)}
"""Every application identifier, by its number."""

_DIGITS_OF = {ai[:2]: len(ai) for ai in IDENTIFIERS}


def identifier_at(text: str, position: int = 0) -> Identifier | None:
    """Return the identifier with which `text` goes on at `position`, if there is such a one."""
    # The first two digits say how many digits an identifier has.
    length = _DIGITS_OF.get(text[position : position + 2])
    return None if length is None else IDENTIFIERS.get(text[position : position + length])
