"""One step as a task sees it: what is asked, and what every kind of answer does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from wms_tui.tasks.prompt import Choice, Fact, Key
from wms_tui.tasks.task import Reply

BACK = Key("f3", "Back", "BACK")
LIST = Key("f4", "List", "LIST")
PROBLEM = Key("f5", "Problem", "PROBLEM")
NO = Key("f3", "No", "BACK")
NO_TOO = Key("f2", "No", "UNDO")
YES = frozenset({"Y", "YES", "%YES"})
"""What says yes to a question, besides the doubted answer itself once more; ENTER alone never does."""
DENIALS = frozenset({"N", "NO", "%NO", "%UNDO", "%BACK", "%CANCEL"})
"""What says no to a question."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that may be wrong at a step: a line of the menu behind F5."""

    label: str
    command: str
    """As on a printed command bar code, without its ``%``."""
    act: Callable[[str], Reply]
    """What to do about it; it is given what was typed before F5."""
    number: int = 0
    """Its digit at every step, so that hands learn it; 0 where it has none of its own."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One step: the question, and what an answer does."""

    question: str
    short: str
    take: Callable[[str], Reply]
    default: str = ""
    """What ENTER alone answers."""
    choices: tuple[Choice, ...] = ()
    listed: Callable[[], tuple[Choice, ...]] | None = None
    """What F4 lists to choose from."""
    shows: Callable[[], Reply] | None = None
    """What F4 does where it lists nothing itself."""
    done: Callable[[], Reply] | None = None
    done_label: str = "Done"
    problems: tuple[Problem, ...] = ()
    commands: Mapping[str, Callable[[str], Reply]] = field(default_factory=dict)
    """What else a command bar code does here, given what follows its name."""
    enter: Callable[[], Reply] | None = None
    """What ENTER alone does where it answers nothing."""
    help: tuple[str, ...] = ()
    repeats: bool = False
    finished: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A question about the last answer: is it meant, or which of several things."""

    text: str
    message: str
    hint: str
    accept: str = ""
    """The word that says yes."""
    names: tuple[str, ...] = ()
    """What it may mean, where one is to be chosen."""
    about: tuple[Fact, ...] = ()
    """What the doubted answer is about; the notes do not hold it yet."""
