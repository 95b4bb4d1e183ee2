"""The middle of the task screen: facts and choices, in rows, and on pages where they do not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from screens.fit import cut, fold, pad
from screens.line.safe import visible
from screens.lines import Line, Look, Span, line
from wms_tui.tasks.prompt import Choice, Fact, Prompt, numbered

NARROW = 40
"""Below this width labels are dropped and short values used."""

CHOICES = 9
"""So many choices stand on one page, each a digit; where all have a number of their own, as many as there is room."""

_FOLDED = (3, 2, 1)
"""A value longer than its line may take so many rows, the most for which there is room."""

_SHORT_VALUE = 10
"""A value up to this width keeps its label on a narrow screen: ``TAKE 6 CS`` means more than ``6 CS``."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of one page, the choices whose digits are live on it, and how many pages there are."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...]
    page: int
    pages: int


Rows = list[Line]


def body(prompt: Prompt, width: int, capacity: int, page: int) -> Body:
    """Set the facts and choices of a prompt in at most ``capacity`` rows.

    Long values fold while all fits one page; then they are cut; then there are pages, each of which
    begins with the first fact and the vital ones, and numbers its choices from 1, but for those that
    have a digit of their own. Short choices stand two abreast before they go to another page.
    """
    if len(prompt.choices) <= _most(prompt.choices):
        live = numbered(prompt.choices)
        for folded in _FOLDED:
            facts = [row for group in _facts(prompt.facts, width, folded) for row in group]
            for choices in (_choices(live, width, folded), _abreast(live, width)):
                rows = [*facts, *choices]
                if len(rows) <= capacity and (choices or not live):
                    return Body(tuple(rows), live, 0, 1)
    return _paged(prompt, width, capacity, page)


def _paged(prompt: Prompt, width: int, capacity: int, page: int) -> Body:
    pinned, others = _pinned(prompt.facts, width)
    if len(pinned) >= capacity:
        pinned, others = pinned[: capacity - 1], prompt.facts if capacity == 1 else others
    facts = [row for group in _facts(others, width, 1, first=len(prompt.facts)) for row in group]
    pages = _pages(facts, prompt.choices, max(capacity - len(pinned), 1))
    page = min(max(page, 0), len(pages) - 1)
    rows, choices = pages[page]
    live = numbered(choices)
    return Body((*pinned, *rows, *_choices(live, width, 1)), live, page, len(pages))


def _pinned(facts: Sequence[Fact], width: int) -> tuple[list[Line], Sequence[Fact]]:
    """Return the rows that stand on every page, vital facts beside the first where there is room, and the rest."""
    if not facts:
        return [], facts
    vital = [one for one in facts[1:] if one.vital]
    rows = [row for group in _facts((facts[0], *vital), width, 1) for row in group]
    if width < NARROW and vital:
        text = " ".join(visible(one.short or one.value) for one in (facts[0], *vital))
        rows = [line(text, Look.BIG)] if cell_len(text) <= width else rows
    return rows, [one for one in facts[1:] if not one.vital]


def _pages(
    facts: Sequence[Line], choices: Sequence[Choice], capacity: int
) -> list[tuple[tuple[Line, ...], tuple[Choice, ...]]]:
    """Deal out rows of facts and then choices, one row each, page by page."""
    pages = []
    most = _most(choices)
    while facts or choices or not pages:
        rows, facts = facts[:capacity], facts[capacity:]
        room = min(capacity - len(rows), most, _different(choices))
        chosen, choices = choices[:room], choices[room:]
        pages.append((tuple(rows), tuple(chosen)))
    return pages


def _most(choices: Sequence[Choice]) -> int:
    """Return how many choices may share a page."""
    return len(choices) if choices and all(one.number for one in choices) else CHOICES


def _digits(choices: Sequence[Choice]) -> int:
    """Return the width of the numbers of choices that stand below one another."""
    return max((len(str(one.number)) for one in choices), default=1)


def _different(choices: Sequence[Choice]) -> int:
    """Return how many of the first choices may share a page: as far as no digit comes twice."""
    seen: set[int] = set()
    for place, one in enumerate(choices):
        if one.number in seen:
            return place
        if one.number:
            seen.add(one.number)
    return len(choices)


def _facts(facts: Sequence[Fact], width: int, folded: int, first: int = 0) -> list[Rows]:
    """Set facts, the one at place ``first`` in large letters."""
    if width < NARROW:
        return _narrow_facts(facts, width, folded, first)
    column = min(max([8, *(cell_len(fact.label) + 2 for fact in facts)]), width // 4)
    groups = []
    for place, fact in enumerate(facts):
        look = Look.BIG if place == first else Look.NORMAL
        values = fold(fact.value, width - column, folded) or [""]
        labels = [cut(fact.label, column - 1), *[""] * (len(values) - 1)]
        groups.append([_labelled(label, column, value, look) for label, value in zip(labels, values, strict=True)])
    return groups


def _labelled(label: str, column: int, value: str, look: Look) -> Line:
    return Line((Span(pad(label, column)), Span(value, look)))


def _narrow_facts(facts: Sequence[Fact], width: int, folded: int, first: int) -> list[Rows]:
    """Set facts without labels; short values keep theirs, and stand side by side where they fit."""
    groups: list[Rows] = []
    joinable = False
    for place, fact in enumerate(facts):
        text = fact.short or fact.value
        short = place != first and cell_len(text) <= _SHORT_VALUE
        if short and not fact.short:
            text = f"{fact.label} {text}".strip()
        before = groups[-1][0].text if joinable else ""
        joined = f"{before}   {visible(text)}"
        if short and joinable and cell_len(joined) <= width:
            groups[-1] = [line(joined)]
        else:
            look = Look.BIG if place == first else Look.NORMAL
            groups.append([line(row, look) for row in fold(text, width, folded) or [""]])
        joinable = short and len(groups[-1]) == 1
    return groups


def _choices(choices: Sequence[Choice], width: int, folded: int) -> Rows:
    rows: Rows = []
    digits = _digits(choices)
    for choice in choices:
        first, *rest = fold(_text(choice), width - digits - 1, folded) or [""]
        rows.append(_numbered(choice, first, digits))
        rows += [line(f"{' ' * digits} {row}") for row in rest]
    return rows


def _numbered(choice: Choice, text: str, digits: int) -> Line:
    return Line((Span(f"{choice.number:>{digits}} ", Look.BIG), Span(text)))


def _abreast(choices: Sequence[Choice], width: int) -> Rows:
    """Return choices in two columns, read downwards; nothing where one of them would have to be cut."""
    column, digits = (width - 1) // 2, _digits(choices)
    texts = [visible(_text(choice)) for choice in choices]
    if any(cell_len(text) > column - digits - 1 for text in texts):
        return []
    half = (len(choices) + 1) // 2
    cells = [_numbered(one, text, digits).spans for one, text in zip(choices, texts, strict=True)]
    rows = []
    for place in range(half):
        left = cells[place]
        if place + half < len(cells):
            gap = Span(" " * (column - digits - cell_len(texts[place])))
            rows.append(Line((*left, gap, *cells[place + half])))
        else:
            rows.append(Line(left))
    return rows


def _text(choice: Choice) -> str:
    return f"{choice.label}  {choice.detail}" if choice.detail else choice.label
