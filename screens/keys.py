"""The one table of keys: key, command, label and what it does.

The key line, the help and the reading of the keyboard are all made from it. A function key, its Ctrl
alias and the printed command bar code are three ways to the same answer, ``%`` and the command.

The aliases leave alone what terminals and the programs around them keep for themselves: flow control
(S, Q), signals (C, Z), ``tmux`` and ``screen`` (B, A), the codes that are other keys (H, I, J, M), and
D, which ends the bar code format of ISO/IEC 15434.
"""

from dataclasses import dataclass
from types import MappingProxyType

from wms_tui.tasks.prompt import Key, Prompt

CLEAR_KEY = "ctrl+k"
"""Empties the input line."""

REDRAW_KEY = "ctrl+l"
"""Draws the whole screen again, after noise on the line."""


@dataclass(frozen=True, slots=True)
class FunctionKey:
    """A command, and the keys that give it."""

    names: tuple[str, ...]
    """The keys, the usual one first: a VT220 has no F5, so F9 does the same."""
    alias: str
    command: str
    label: str
    help: str
    importance: int
    """Where the key line is too short, keys with the highest numbers are left out."""

    @property
    def name(self) -> str:
        """The usual key."""
        return self.names[0]

    def as_key(self) -> Key:
        """Return the key as a prompt would list it."""
        return Key(self.name, self.label, self.command)


FUNCTION_KEYS = (
    FunctionKey(("f1",), "ctrl+e", "HELP", "Help", "Explain this step and its keys", 4),
    FunctionKey(("f2",), "ctrl+u", "UNDO", "Undo", "Clear what is typed, then undo the last step", 5),
    FunctionKey(("f3",), "ctrl+r", "BACK", "Back", "Leave this screen", 1),
    FunctionKey(("f4",), "ctrl+o", "LIST", "List", "List what could be answered", 7),
    FunctionKey(("f5", "f9"), "ctrl+p", "PROBLEM", "Problem", "Say what is wrong here", 3),
    FunctionKey(("f6",), "ctrl+f", "DONE", "Done", "Finish, or begin a new one", 6),
    FunctionKey(("f7", "pageup"), "ctrl+t", "PAGEUP", "Up", "Show the page before", 8),
    FunctionKey(("f8", "pagedown"), "ctrl+n", "PAGEDOWN", "More", "Show the next page", 2),
    FunctionKey(("f12", "escape"), "ctrl+x", "CANCEL", "Cancel", "Clear what is typed, then cancel", 9),
)

HELP_OF_LABELS = MappingProxyType(
    {
        ("UNDO", "No"): "Say no: nothing is done",
        ("BACK", "No"): "Say no: nothing is done",
        ("BACK", "Cancel"): "Leave it: nothing is done",
        ("LIST", "Unknown"): "Show the codes that nobody knew here",
        ("DONE", "SignOut"): "Sign out; what is begun waits for you",
        ("DONE", "Clear"): "Empty the list",
        ("DONE", "New"): "Give the goods a new lot number of the house",
        ("DONE", "Pallet"): "Put them on a pallet of their own",
        ("DONE", "Empty"): "Say that the bin is empty",
        ("DONE", "BinDone"): "Say that the bin is counted",
        ("DONE", "All"): "Go on: these were all",
        ("DONE", "Drop"): "Put down what is on the cart",
        ("DONE", "Pull"): "Go on pulling",
        ("DONE", "Verdict"): "Go on to the verdict",
    }
)
"""What a key does where it has another label than its own, by its command and that label."""

HELP, UNDO, BACK, LIST, PROBLEM, DONE, PAGE_UP, PAGE_DOWN, CANCEL = FUNCTION_KEYS

CLEARING = frozenset({UNDO, CANCEL})
"""Keys that first clear what is typed, and act when nothing is."""

CARRYING = frozenset({PROBLEM})
"""Keys whose command takes what is typed with it: ``4`` and F5 is ``%PROBLEM 4``."""

_KEYBOARD = {"pageup": "PageUp", "pagedown": "PageDown"}
"""Keys that people write otherwise than with one capital letter."""

_BY_KEY = {key: row for row in FUNCTION_KEYS for key in (*row.names, row.alias)}
_BY_COMMAND = {row.command: row for row in FUNCTION_KEYS}


def function_key(name: str) -> FunctionKey | None:
    """Return the row of a key of the keyboard, by the name Textual gives it."""
    return _BY_KEY.get(name)


def command_key(command: str) -> FunctionKey | None:
    """Return the row of a command, as a printed bar code gives it behind the ``%``."""
    return _BY_COMMAND.get(command.upper())


def live_keys(prompt: Prompt, pages: int = 1) -> tuple[Key, ...]:
    """Return the keys that do something now, in the order of the keyboard.

    Those of the prompt, help, which the screen gives itself, and paging where there are several pages.
    """
    own = (HELP, PAGE_UP, PAGE_DOWN) if pages > 1 else (HELP,)
    keys = {_place(key): key for key in (*(row.as_key() for row in own), *prompt.keys)}
    return tuple(keys[place] for place in sorted(keys))


def pressed(row: FunctionKey, keys: tuple[Key, ...]) -> Key | None:
    """Return the live key that pressing a key of this row means, if any."""
    for key in keys:
        if _row_of(key) is row:
            return key
    return None


def importance(key: Key) -> int:
    """Return how early a key is left out of a short key line: the higher, the earlier."""
    row = _row_of(key)
    return row.importance if row else len(FUNCTION_KEYS) + 1


def spelled(name: str) -> str:
    """Return a key's name as people write it: ``F5``, ``Ctrl+P``."""
    return "+".join(_KEYBOARD.get(part, part.capitalize()) for part in name.split("+"))


def _row_of(key: Key) -> FunctionKey | None:
    return _BY_KEY.get(key.name) or _BY_COMMAND.get(key.command)


def _place(key: Key) -> tuple[int, str]:
    row = _row_of(key)
    return (FUNCTION_KEYS.index(row), "") if row else (len(FUNCTION_KEYS), key.name)
