"""Maps: how the sheets of another system's files are read as ours, as a TOML file says it.

A map has one table for each foreign sheet or file; `SheetMap` says what may stand in it.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from wms_tui.domain.layouts import LAYOUTS
from wms_tui.domain.records import Kind
from wms_tui.errors import BadInput, NotFound

IGNORED = ""
"""What a foreign column is mapped to that we do not want."""
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Join:
    """A header sheet, whose row is looked up for each line.

    ``columns`` is written as foreign name = our name, or an empty one for a column that only ``where`` looks
    at; as a list of foreign names it leaves the translation to the table's own ``columns``.
    """

    sheet: str
    on: Mapping[str, str]
    """Column of the lines = column of the header sheet; the same where the map gives one name."""
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetMap:
    """One table of a map."""

    name: str
    kind: Kind | None = None
    """None where the sheet is skipped."""
    source: str = ""
    """The sheet it reads; its own name unless it says another."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Foreign name = our name, or an empty one for a column to ignore."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """Our name = value of its empty cells."""
    blank: frozenset[str] = frozenset()
    """Values that only say "none"."""
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Our name = {foreign value = our value}."""
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Foreign column = the values of the rows to take; all of them must fit."""
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Map:
    """A whole map file."""

    tables: tuple[SheetMap, ...] = ()

    def of(self, names: Iterable[str]) -> tuple[SheetMap, ...]:
        """Return the tables that read a sheet known under these names, in any case."""
        known = {name.casefold() for name in names}
        return tuple(table for table in self.tables if table.source.casefold() in known)

    def joins(self, names: Iterable[str]) -> bool:
        """Return whether a sheet known under these names serves as a header sheet."""
        known = {name.casefold() for name in names}
        return any(join.sheet.casefold() in known for table in self.tables for join in table.joins)


def read_map(path: Path) -> Map:
    """Return the map of a TOML file.

    Raises:
        NotFound: ``file-not-found``.
        BadInput: ``bad-map``, naming the table and the key.
    """
    if not path.is_file():
        raise NotFound("file-not-found", f"There is no map {path.name}", "Check its path")
    if path.stat().st_size > MOST_BYTES:
        raise BadInput("bad-map", f"{path.name} is too large for a map", "Check its path")
    try:
        return parse_map(path.read_bytes().decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput("bad-map", f"{path.name} is not UTF-8", "Save it as UTF-8") from error


def parse_map(text: str) -> Map:
    """Return the map that a TOML text says.

    Raises:
        BadInput: ``bad-map``, naming the table and the key.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput("bad-map", f"The map is not TOML: {error}", 'Names with spaces need "quotes"') from error
    return Map(tuple(_TableReader(name, table).table() for name, table in tables.items()))


def guess_kind(name: str) -> Kind | None:
    """Return the kind that a sheet or file is named after, in any case; None where it is no kind."""
    return next((kind for kind in Kind if kind == name.strip().casefold()), None)


class _TableReader:
    """Reads one table of a map, and refuses what it cannot use by table and key."""

    def __init__(self, name: str, table: Any) -> None:
        self.name = name
        self.entries: dict[str, Any] = table if isinstance(table, dict) else self.refuse("", "is not a table")

    def refuse(self, key: str, message: str, hint: str = "") -> NoReturn:
        """Refuse a key of the table; an empty one stands for the table itself."""
        place = f"[{self.name}] {key}".rstrip()
        raise BadInput("bad-map", f"{place} {message}", hint, table=self.name, key=key)

    def table(self) -> SheetMap:
        """Return the table."""
        known = ("kind", "source", "columns", "defaults", "blank", "values", "where", "join", "skip")
        for key in self.entries:
            if key not in known:
                self.refuse(key, "is no key of a map", f"Keys: {' '.join(known)}")
        source = self.word("source", self.entries) or self.name
        if self.truth("skip"):
            return SheetMap(self.name, source=source)
        kind = self.kind()
        return SheetMap(
            name=self.name,
            kind=kind,
            source=source,
            columns=self.columns(kind),
            defaults=self.ours("defaults", kind, self.entries.get("defaults", {})),
            blank=self.texts("blank", self.entries.get("blank", [])),
            values=self.values(kind),
            where=self.where(),
            joins=self.joins(kind),
        )

    def kind(self) -> Kind:
        """Return the kind, which the table's name may say as well."""
        word = self.word("kind", self.entries) or self.name
        kind = guess_kind(word)
        if kind is None:
            key = "kind" if "kind" in self.entries else ""
            says = f"is {word}, which is no kind" if key else "has no kind"
            self.refuse(key, says, f"Kinds: {' '.join(Kind)}; or skip = true")
        return kind

    def columns(self, kind: Kind) -> dict[str, str]:
        """Return which foreign column is which of ours."""
        columns = {}
        for foreign, our in self.mapping("columns", self.entries.get("columns", {})).items():
            if our != IGNORED:
                self.our_name(f"columns.{foreign}", kind, our)
            columns[foreign.strip()] = our
        return columns

    def values(self, kind: Kind) -> dict[str, dict[str, str]]:
        """Return what foreign values mean."""
        found = {}
        for our, words in self.mapping("values", self.entries.get("values", {})).items():
            key = f"values.{our}"
            self.our_name(key, kind, our)
            translations = self.mapping(key, words).items()
            found[our] = {foreign.strip(): self.text(f"{key}.{foreign}", ours) for foreign, ours in translations}
        return found

    def where(self) -> dict[str, frozenset[str]]:
        """Return which rows are taken."""
        wanted = self.mapping("where", self.entries.get("where", {})).items()
        return {column.strip(): self.texts(f"where.{column}", values) for column, values in wanted}

    def joins(self, kind: Kind) -> tuple[Join, ...]:
        """Return the header sheets: one table, or a list of them."""
        joins = self.entries.get("join", [])
        return tuple(self.join(kind, join) for join in (joins if isinstance(joins, list) else [joins]))

    def join(self, kind: Kind, entries: Any) -> Join:
        """Return one header sheet."""
        table = self.mapping("join", entries)
        for key in table:
            if key not in ("sheet", "on", "columns"):
                self.refuse(f"join.{key}", "is no key of a join", "Keys: sheet on columns")
        for key in ("sheet", "on", "columns"):
            if not table.get(key):
                self.refuse(f"join.{key}", "is missing", 'join = {sheet = "Heads", on = "No", columns = {...}}')
        return Join(self.word("sheet", table, "join."), self.on(table["on"]), self.joined(kind, table["columns"]))

    def on(self, names: Any) -> dict[str, str]:
        """Return the columns by which lines find their header row."""
        if isinstance(names, str):
            names = [names]
        if isinstance(names, list):
            return {name.strip(): name.strip() for name in self.words("join.on", names)}
        pairs = self.mapping("join.on", names).items()
        return {line.strip(): self.words(f"join.on.{line}", [head])[0].strip() for line, head in pairs}

    def joined(self, kind: Kind, names: Any) -> dict[str, str]:
        """Return which columns of the header sheet are which of ours."""
        if isinstance(names, list):
            own = self.columns(kind)
            names = {name: own.get(name.strip(), name) for name in self.words("join.columns", names)}
        columns = {}
        for foreign, our in self.mapping("join.columns", names).items():
            if our != IGNORED:
                self.our_name(f"join.columns.{foreign}", kind, our)
            columns[foreign.strip()] = our
        return columns

    def ours(self, key: str, kind: Kind, entries: Any) -> dict[str, str]:
        """Return a value for each of some of our columns."""
        found = {}
        for our, value in self.mapping(key, entries).items():
            self.our_name(f"{key}.{our}", kind, our)
            found[our] = self.text(f"{key}.{our}", value)
        return found

    def our_name(self, key: str, kind: Kind, name: Any) -> None:
        """Refuse what is none of our columns of a kind."""
        layout = LAYOUTS[kind]
        if not isinstance(name, str) or layout.column(name) is None:
            columns = " ".join(column.name for column in layout.columns)
            self.refuse(key, f"is {name}, no column of {kind}", f"Columns: {columns}")

    def mapping(self, key: str, value: Any) -> dict[str, Any]:
        """Return a table within the table."""
        return value if isinstance(value, dict) else self.refuse(key, "is not a table", f"{key} = {{...}}")

    def word(self, key: str, entries: Mapping[str, Any], within: str = "") -> str:
        """Return a text of the table, empty where there is none."""
        return self.words(within + key, [entries.get(key, "")])[0].strip()

    def words(self, key: str, values: list[Any]) -> list[str]:
        """Return texts, and nothing else."""
        return [value if isinstance(value, str) else self.refuse(key, "is not a text") for value in values]

    def truth(self, key: str) -> bool:
        """Return whether the table says true."""
        value = self.entries.get(key, False)
        return value if isinstance(value, bool) else self.refuse(key, "is neither true nor false")

    def texts(self, key: str, values: Any) -> frozenset[str]:
        """Return the cells that a value, or a list of them, stands for."""
        return frozenset(self.text(key, one) for one in (values if isinstance(values, list) else [values]))

    def text(self, key: str, value: Any) -> str:
        """Return the cell that a TOML value stands for."""
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, datetime):
            return value.isoformat(" ")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, str | int | float):
            return str(value).strip()
        return self.refuse(key, "is not a text, a number or a date")
