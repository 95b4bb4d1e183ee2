"""The middle of the task screen: facts and choices, in rows, and on pages where they do not fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from screens.fit import cut, fold, pad
from screens.line.safe import visible
from screens.lines import Line, Look, Span, line
from wms_tui.tasks.prompt import Choice, Fact, Prompt

NARROW = 40
"""Below this width labels are dropped and short values used."""

CHOICES = 9
"""So many choices stand on one page: each is a digit."""

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
    begins with the first fact and numbers its choices from 1.
    """
    for folded in _FOLDED:
        facts = _facts(prompt.facts, width, folded)
        if len(prompt.choices) <= CHOICES:
            choices = _choices(prompt.choices, width, folded)
            rows = [row for group in (*facts, *choices) for row in group]
            if len(rows) <= capacity:
                return Body(tuple(rows), prompt.choices, 0, 1)
    return _paged(prompt, width, capacity, page)


def _paged(prompt: Prompt, width: int, capacity: int, page: int) -> Body:
    facts = [row for group in _facts(prompt.facts, width, 1) for row in group]
    pinned = facts[:1] if capacity > 1 else []
    pages = _pages(facts[len(pinned) :], prompt.choices, max(capacity - len(pinned), 1))
    page = min(max(page, 0), len(pages) - 1)
    rows, choices = pages[page]
    numbered = [row for group in _choices(choices, width, 1) for row in group]
    return Body((*pinned, *rows, *numbered), choices, page, len(pages))


def _pages(
    facts: Sequence[Line], choices: Sequence[Choice], capacity: int
) -> list[tuple[tuple[Line, ...], tuple[Choice, ...]]]:
    """Deal out rows of facts and then choices, one row each, page by page."""
    pages = []
    while facts or choices or not pages:
        rows, facts = facts[:capacity], facts[capacity:]
        room = min(capacity - len(rows), CHOICES)
        chosen, choices = choices[:room], choices[room:]
        pages.append((tuple(rows), tuple(chosen)))
    return pages


def _facts(facts: Sequence[Fact], width: int, folded: int) -> list[Rows]:
    if width < NARROW:
        return _narrow_facts(facts, width, folded)
    column = min(max([8, *(cell_len(fact.label) + 2 for fact in facts)]), width // 4)
    groups = []
    for place, fact in enumerate(facts):
        look = Look.BIG if place == 0 else Look.NORMAL
        values = fold(fact.value, width - column, folded) or [""]
        labels = [cut(fact.label, column - 1), *[""] * (len(values) - 1)]
        groups.append([_labelled(label, column, value, look) for label, value in zip(labels, values, strict=True)])
    return groups


def _labelled(label: str, column: int, value: str, look: Look) -> Line:
    return Line((Span(pad(label, column)), Span(value, look)))


def _narrow_facts(facts: Sequence[Fact], width: int, folded: int) -> list[Rows]:
    """Set facts without labels; short values keep theirs, and stand side by side where they fit."""
    groups: list[Rows] = []
    joinable = False
    for place, fact in enumerate(facts):
        text = fact.short or fact.value
        short = place > 0 and cell_len(text) <= _SHORT_VALUE
        if short and not fact.short:
            text = f"{fact.label} {text}".strip()
        before = groups[-1][0].text if joinable else ""
        joined = f"{before}   {visible(text)}"
        if short and joinable and cell_len(joined) <= width:
            groups[-1] = [line(joined)]
        else:
            look = Look.BIG if place == 0 else Look.NORMAL
            groups.append([line(row, look) for row in fold(text, width, folded) or [""]])
        joinable = short and len(groups[-1]) == 1
    return groups


def _choices(choices: Sequence[Choice], width: int, folded: int) -> list[Rows]:
    groups = []
    for number, choice in enumerate(choices, 1):
        text = f"{choice.label}  {choice.detail}" if choice.detail else choice.label
        first, *rest = fold(text, width - 2, folded) or [""]
        groups.append([Line((Span(f"{number} ", Look.BIG), Span(first))), *(line(f"  {row}") for row in rest)])
    return groups
