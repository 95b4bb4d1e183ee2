"""From bytes that arrive to keys, in order, with nothing lost and nothing made up.

Textual 8.2.8 types an escape sequence it does not know into the field, letter by letter, and waits for
the end of one it cannot recognise by swallowing what is typed next. Here the grammar of ECMA-48 decides
where a sequence ends, so an unknown one is dropped whole. What is pasted counts as typed, line by line:
a scanner that pastes ends its scans with a line break.

Doubts are settled for the scan: ESC followed by text is the Escape key and then the text.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum, auto
from types import MappingProxyType

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.events import Key
from textual.keys import KEY_NAME_REPLACEMENTS, _character_to_key

_ESC = "\x1b"
_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"
_BAD = "\N{REPLACEMENT CHARACTER}"

ESCAPE_WAIT = 0.3
"""Seconds after which a lone ESC is the Escape key: a slow line may bring its sequence in two pieces."""
_SEQUENCE_WAIT = 1.0
"""Seconds after which a sequence that was begun is given up, and a paste that never ended is over."""

_LONGEST = 64
_LONGEST_STRING = 1024

_WHOLE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O[0-9;]*[@-~])")
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O[0-9;]*)")
_MOUSE = re.compile(r"\x1b\[M.{0,3}", re.DOTALL)
_STRING_BEGUN = re.compile(r"\x1b(?:\](?:[0-9].*)?|P(?:[^A-Za-z].*)?|_.*)", re.DOTALL)
"""A report that ends with BEL or ESC \\. ``ESC ]C1`` is not one: that is a key, then a scanner's prefix."""

_IN_A_SCAN = frozenset("\x04\x1d\x1e\x1f")
"""Control characters that belong to bar codes: EOT, GS, RS and US (GS1, ISO/IEC 15434)."""


class _Verdict(Enum):
    """What can be said of an escape sequence so far."""

    KEY = auto()
    NOTHING = auto()
    INCOMPLETE = auto()
    TEXT = auto()


def key_table(own: Iterable[tuple[str, str]] = ()) -> Mapping[str, str]:
    """Return what each escape sequence means: the keys Textual knows, then the terminal's own.

    Of Textual's table (private, there is no public one) only function keys are taken: it also holds
    what a Mac sends with Alt, which would turn Escape and a digit into another sign.
    """
    table = {
        sequence: meant if isinstance(meant, str) else meant[0].value
        for sequence, meant in ANSI_SEQUENCES_KEYS.items()
        if sequence.startswith(("\x1b[", "\x1bO")) and isinstance(meant, str | tuple) and len(meant) == 1
    }
    return MappingProxyType(table | dict(own))


class KeyReader:
    """Turns what arrives, however it is cut into pieces, into key events."""

    def __init__(self, own: Iterable[tuple[str, str]] = ()) -> None:
        """Begin; ``own`` are the sequences of the terminal's own keys, each with the key's name."""
        self._table = key_table(own)
        self._beginnings = {sequence[:end] for sequence in self._table for end in range(2, len(sequence))}
        self._pending = ""
        self._pasting = False
        self._after_return = False

    @property
    def patience(self) -> float | None:
        """How many seconds of silence to wait before ``give_up``; ``None`` when nothing is begun."""
        if self._pending == _ESC:
            return ESCAPE_WAIT
        return _SEQUENCE_WAIT if self._pending or self._pasting else None

    def feed(self, text: str) -> list[Key]:
        """Return the keys that ``text`` completes."""
        return list(self._keys(text))

    def give_up(self) -> list[Key]:
        """Return what was meant by a sequence whose end did not come."""
        pending, self._pending, self._pasting = self._pending, "", False
        if len(pending) <= 2 or _STRING_BEGUN.fullmatch(pending):
            return [key for character in pending for key in self._typed(character)]
        return []

    def _keys(self, text: str) -> Iterator[Key]:
        waiting = text
        while waiting:
            character, waiting = waiting[0], waiting[1:]
            if not self._pending and character != _ESC:
                # The common case by far: take all that comes before the next ESC.
                plain, escape, rest = (character + waiting).partition(_ESC)
                for each in plain:
                    yield from self._typed(each)
                waiting = escape + rest
                continue
            self._pending += character
            verdict = self._judge(self._pending)
            if verdict is _Verdict.INCOMPLETE:
                continue
            sequence, self._pending = self._pending, ""
            if verdict is _Verdict.KEY:
                yield from self._named(sequence)
            elif verdict is _Verdict.TEXT:
                yield from self._typed(_ESC)
                waiting = sequence[1:] + waiting
            elif character < " " and character != "\x07":
                # What broke the sequence off is a key of its own, or begins another sequence.
                waiting = character + waiting

    def _judge(self, sequence: str) -> _Verdict:
        if sequence == _ESC or sequence in self._beginnings:
            return _Verdict.INCOMPLETE
        if sequence in self._table or sequence in (_PASTE_BEGINS, _PASTE_ENDS):
            return _Verdict.KEY
        if _MOUSE.fullmatch(sequence):
            return _Verdict.NOTHING if len(sequence) == 6 else _Verdict.INCOMPLETE
        if _WHOLE.fullmatch(sequence):
            return _Verdict.NOTHING
        if _BEGUN.fullmatch(sequence):
            return _Verdict.INCOMPLETE if len(sequence) < _LONGEST else _Verdict.NOTHING
        if _STRING_BEGUN.fullmatch(sequence):
            return self._judge_string(sequence)
        # What was broken off in its middle is dropped; ESC before anything else is the key.
        broken = sequence[1] in "[O" and (len(sequence) > 3 or sequence[-1] == _ESC)
        return _Verdict.NOTHING if broken and len(sequence) > 2 else _Verdict.TEXT

    def _judge_string(self, sequence: str) -> _Verdict:
        """Judge a report. A line break shows that it was none, but a scan after the Escape key."""
        if sequence.endswith(("\x07", "\x1b\\")):
            return _Verdict.NOTHING
        if _ESC in sequence[1:-1] or len(sequence) > _LONGEST_STRING:
            return _Verdict.NOTHING
        last = sequence[-1]
        return _Verdict.TEXT if last < " " and last != _ESC else _Verdict.INCOMPLETE

    def _named(self, sequence: str) -> Iterator[Key]:
        if sequence in (_PASTE_BEGINS, _PASTE_ENDS):
            self._pasting = sequence == _PASTE_BEGINS
            return
        name = self._table[sequence]
        if self._pasting or name == "ignore":
            return
        self._after_return = False
        yield Key(name, name if len(name) == 1 else None)

    def _typed(self, character: str) -> Iterator[Key]:
        """Return the key for one character. CR LF is one Enter, and so is a lone LF."""
        after_return, self._after_return = self._after_return, character == "\r"
        if character == "\n":
            if not after_return:
                yield Key("enter", "\r")
            return
        if "\x80" <= character < "\xa0":
            # Shown as a bad character, so that the scan is refused, not taken without it.
            character = _BAD
        if character < " " and self._pasting and character not in _IN_A_SCAN | {"\r", "\t"}:
            return
        meant = ANSI_SEQUENCES_KEYS.get(character)
        if isinstance(meant, tuple):
            yield Key(meant[0].value, character)
        else:
            name = character if character.isalnum() else _character_to_key(character)
            yield Key(KEY_NAME_REPLACEMENTS.get(name, name), character)
