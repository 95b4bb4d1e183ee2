"""The task screen as a picture: a pure function from what is to be seen to rows of styled text.

From the top: where I am; the facts, the most important one first; the choices; the question and the
input line; how the last answer was taken; what was last saved; the keys that do something now. The
question stands on the same row from step to step where the facts allow it: the eye finds it, and the
line carries fewer bytes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from screens.body import NARROW, Body, body
from screens.fit import cut, fold, tail
from screens.keys import importance, live_keys, spelled
from screens.line.safe import visible
from screens.lines import EMPTY, Line, Look, Span, bar, line, rule
from wms_tui.tasks.prompt import NOTHING, Choice, Feedback, Key, Outcome, Prompt

SMALLEST = (20, 8)
"""Columns and rows below which nothing useful can be shown."""

_RULED = 12
"""So many rows are needed for ruled lines and for the line of what was saved."""

_ROOMY = 20
"""So many rows are needed for empty lines between the parts."""

_QUESTION_ROW = 12
"""On tall screens the question goes no lower than this without need: it stays near the facts."""

_FIELD = 40
"""The input line is at most this wide; longer input shows its end."""

_SHORTEST_FIELD = 8
"""With less room than this the input line stands below the question."""

_LEAST_FEEDBACK = 2
"""Rows that are always kept free for feedback: what happened, and what to do."""

_LEAST = 8
"""Cells that a default leaves for the input line and the space around it."""

_PREFIX = {Outcome.OK: "OK ", Outcome.ASK: "? ", Outcome.REFUSED: "!! "}
_LOOK = {Outcome.OK: Look.OK, Outcome.ASK: Look.ASK, Outcome.REFUSED: Look.REFUSED}


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the task screen shows."""

    prompt: Prompt
    feedback: Feedback = NOTHING
    who: str = ""
    clock: str = ""
    typed: str = ""
    page: int = 0
    notices: str = ""
    """How many things need the person, in a word."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A screenful of lines, and what the keyboard means while it is shown."""

    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    """The choices that can be made now, each with its digit."""
    page: int = 0
    pages: int = 1


@dataclass(frozen=True, slots=True)
class _Rows:
    """How the rows of a screen are shared out."""

    top: int
    question: int
    feedback: int
    feedback_end: int
    saved: int | None


def lay_out(scene: Scene, width: int, height: int) -> Picture:
    """Return the picture of ``scene`` on a terminal of ``width`` columns and ``height`` rows."""
    if width < SMALLEST[0] or height < SMALLEST[1]:
        return too_small(width, height)
    prompt = scene.prompt
    question = _question(scene, width, height)
    middle = _middle(scene, width, height, len(question))
    rows = _share_out(middle, width, height, len(question))
    screen = [EMPTY] * height
    screen[0] = title_line(prompt.title, prompt.progress, scene.who, scene.clock, width, scene.notices)
    _place(screen, rows.top, middle.lines)
    _place(screen, rows.question, question)
    _place(screen, rows.feedback, feedback_lines(scene.feedback, width, rows.feedback_end - rows.feedback))
    if rows.saved is not None and prompt.saved:
        screen[rows.saved] = saved_line(prompt.saved, width, undoes=prompt.undoes)
    if height >= _RULED:
        screen[1] = rule(width)
        screen[-2] = rule(width, f"page {middle.page + 1} of {middle.pages}" if middle.pages > 1 else "")
    screen[-1] = key_line(live_keys(prompt, middle.pages), width)
    return Picture(tuple(screen), middle.choices, middle.page, middle.pages)


def too_small(width: int, height: int) -> Picture:
    """Return the picture of a terminal on which nothing can be done."""
    words = fold("Terminal too small: 20 columns and 8 rows at least", width, height)
    lines = [line(row) for row in words] + [EMPTY] * (height - len(words))
    return Picture(tuple(lines[:height]))


def title_line(title: str, progress: str, who: str, clock: str, width: int, notices: str = "") -> Line:
    """Return line 1: the title, and at its right progress, notices, person and clock, as many as fit."""
    title = visible(title)
    full = [(progress, notices, who, clock)] if width >= NARROW else []
    for parts in (*full, (progress, notices, clock), (progress, clock), (progress,)):
        right = ("  " if width >= NARROW else " ").join(visible(part) for part in parts if part)
        gap = width - cell_len(title) - cell_len(right)
        if gap >= 1 and right:
            return Line((Span(title, Look.BIG), Span(" " * gap + right)))
    return line(cut(title, width), Look.BIG)


def feedback_lines(feedback: Feedback, width: int, rows: int) -> list[Line]:
    """Return how the last answer was taken: what in a look with its sign before it, then what to do.

    A refusal fills the whole width, so that it is seen from the corner of the eye.
    """
    if not feedback.what and not feedback.do:
        return []
    sign, look = _PREFIX[feedback.outcome], _LOOK[feedback.outcome]
    indent = len(sign)
    do = fold(feedback.do, width - indent, max(rows - 1, 0))
    what = fold(feedback.what, width - indent, max(rows - min(len(do), 1), 1)) or [""]
    do = fold(feedback.do, width - indent, rows - len(what))
    signs = [sign, *[" " * indent] * (len(what) - 1)]
    said = [f"{before}{row}" for before, row in zip(signs, what, strict=True)]
    advice = [f"{' ' * indent}{row}" for row in do]
    if feedback.outcome is Outcome.OK:
        return [*(line(row, look) for row in said), *(line(row) for row in advice)]
    bars = [bar(row, width, look) for row in (*said, *advice)]
    if feedback.stops:
        # All the room there is: nobody is to miss it who looks elsewhere.
        bars += [bar("", width, look)] * (rows - len(bars))
    return bars


def saved_line(saved: str, width: int, *, undoes: bool = False) -> Line:
    """Return the line of what was last saved, and whether F2 takes it back; on a narrow screen without its time."""
    saved = visible(saved)
    mark = "SAVED"
    if undoes:
        full = "SAVED F2=UNDO"
        mark = full if cell_len(saved) + 1 + len(full) <= width else "F2=UNDO"
    first, _, rest = saved.partition(" ")
    if width < NARROW and rest and first.replace(":", "").isdigit():
        saved = rest
    gap = width - cell_len(saved) - len(mark)
    if gap < 1 and undoes:
        saved = cut(saved, width - len(mark) - 1)
        gap = width - cell_len(saved) - len(mark)
    elif gap < 1:
        return line(cut(saved, width), Look.DIM)
    return Line((Span(saved, Look.DIM), Span(" " * gap + mark)))


def key_line(keys: Sequence[Key], width: int) -> Line:
    """Return the keys that do something now; where they do not fit, whole keys are left out."""
    wide = "  ".join(f"{spelled(key.name)} {visible(key.label)}" for key in keys)
    if cell_len(wide) <= width:
        return line(wide)
    shown = list(keys)
    while shown:
        text = " ".join(f"{spelled(key.name)}{visible(key.label)}" for key in shown)
        if cell_len(text) <= width:
            return line(text)
        shown.remove(max(shown, key=importance))
    return EMPTY


def _question(scene: Scene, width: int, height: int) -> list[Line]:
    """Return the question with its input line, beside it or below."""
    prompt = scene.prompt
    typed = "*" * len(scene.typed) if prompt.secret else scene.typed
    question = prompt.short if width < NARROW and prompt.short else prompt.question
    start = f"> {visible(question)} "
    room = width - cell_len(start)
    if width < NARROW and not prompt.default and room >= _SHORTEST_FIELD:
        return [Line((Span(start, Look.BIG), *_field(typed, room - 1)))]
    equals = "=" if width < NARROW else " = "
    default = f"ENTER{equals}{visible(prompt.default)}" if prompt.default else ""
    rows = 2 if height >= _RULED else 1
    if width >= NARROW and default and cell_len(start) + 2 + cell_len(default) <= width:
        asked = [Line((Span(f"{start}  ", Look.BIG), Span(default)))]
        default = ""
    else:
        asked = _asked(question, width, rows)
    field = _field(typed, _field_width(default, width))
    after = (Span("  " + cut(default, width - _LEAST)),) if default else ()
    return [*asked, Line((Span("  "), *field, *after))]


def _asked(question: str, width: int, rows: int) -> list[Line]:
    """Return the question after its sign, on at most so many rows."""
    words = fold(question, width - 2, rows) or [""]
    return [line(f"{'  ' if number else '> '}{row}", Look.BIG) for number, row in enumerate(words)]


def _field_width(default: str, width: int) -> int:
    """Return how wide the input line is, with the default beside it where it stands there."""
    beside = min(cell_len(default), width - _LEAST) + 2 if default else 2
    return min(width - 2 - beside, _FIELD)


def _field(typed: str, width: int) -> tuple[Span, Span]:
    """Return what is typed, and the room that is left."""
    shown = tail(typed, width - 1)
    return Span(shown), Span("_" * (width - cell_len(shown)))


def _middle(scene: Scene, width: int, height: int, question: int) -> Body:
    """Set facts and choices; before a second page is begun, only two rows are kept free for feedback."""
    capacity = _capacity(width, height, question)
    roomy = body(scene.prompt, width, capacity, scene.page)
    spare = _reserved(width, height) - _LEAST_FEEDBACK
    if roomy.pages == 1 or not spare:
        return roomy
    tight = body(scene.prompt, width, capacity + spare, scene.page)
    return tight if tight.pages == 1 else roomy


def _capacity(width: int, height: int, question: int) -> int:
    """Return the rows for facts and choices. It never depends on the feedback: digits keep their meaning."""
    top = 2 if height >= _RULED else 1
    bottom = 3 if height >= _RULED else 1
    gap = 1 if height >= _ROOMY else 0
    return max(height - top - bottom - gap - question - _reserved(width, height), 1)


def _reserved(width: int, height: int) -> int:
    """Return the rows kept free for feedback: twice as many where its lines will fold."""
    return 4 if width < NARROW and height >= 16 else _LEAST_FEEDBACK


def _share_out(middle: Body, width: int, height: int, question: int) -> _Rows:
    ruled, gap = height >= _RULED, 1 if height >= _ROOMY else 0
    top = 2 if ruled else 1
    end = height - (3 if ruled else 1)
    usual = end - gap - max(_reserved(width, height), 4 if ruled else 2) - question
    row = max(top + len(middle.lines) + gap, min(usual, _QUESTION_ROW))
    row = min(row, end - question)
    feedback = row + question
    if feedback + gap + _reserved(width, height) <= end:
        feedback += gap
    return _Rows(top, row, feedback, end, end if ruled else None)


def _place(screen: list[Line], row: int, lines: Iterable[Line]) -> None:
    for number, text in enumerate(lines, row):
        screen[number] = text
