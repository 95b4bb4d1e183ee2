"""The one input line: what scanners and fingers send, taken apart into answers.

A scanner types its code in a burst and ends it with CR, LF, TAB or CR LF. All moments are seconds of
one monotonic clock, the time at which a character arrived here.
"""

from dataclasses import dataclass

CARRIAGE_RETURN, LINE_FEED, TAB = "\r", "\n", "\t"

TERMINATORS = {"enter": CARRIAGE_RETURN, "ctrl+m": CARRIAGE_RETURN, "ctrl+j": LINE_FEED, "tab": TAB, "ctrl+i": TAB}
"""The keys that end an answer, by the names Textual gives them."""

LONGEST = 4096
"""No label holds more; what comes after is dropped, and the answer marked as too long."""

_BURST_GAP = 0.035
"""Characters of one scan follow each other closer than this; fingers are slower."""

_SUFFIX_GAP = 0.05
"""A second terminator that close behind a TAB belongs to it."""

_REREAD = 0.7
"""The same scan again within this time is the scanner reading one label twice."""

_TORN_PAUSE = 0.3
"""A scan that was cut in two by a stalled line continues within this time."""

_SHORTEST_LABEL = 4
_LONGEST_NUMBER = 7
"""Digits up to here are a quantity; the shortest numeric article code has eight."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what was scanned or typed, and whether it was longer than any label."""

    text: str
    too_long: bool = False


class ScanLine:
    """Collects characters until something ends the answer."""

    def __init__(self) -> None:
        """Begin with an empty line."""
        self.text = ""
        self._arrived_at = 0.0
        self._burst = True
        self._too_long = False
        self._ended_by = ""
        self._ended_at = 0.0
        self._last_scan = ""
        self._last_scan_at = -_REREAD

    def add(self, character: str, at: float) -> None:
        """Take a character of the answer: a printable one, or a separator of a bar code."""
        if self.text and at - self._arrived_at > _BURST_GAP:
            self._burst = False
        self._arrived_at = at
        self._ended_by = ""
        if len(self.text) < LONGEST:
            self.text += character
        else:
            self._too_long = True

    def erase(self) -> None:
        """Take back the last character: this line is typed by hand."""
        self.text = self.text[:-1]
        self._burst = False

    def clear(self) -> None:
        """Forget what is typed."""
        self.text = ""
        self._burst = True
        self._too_long = False

    def end(self, terminator: str, at: float, *, repeats: bool = False) -> Answer | None:
        """Take a terminator; return the answer it ends, if it ends one.

        None is returned for the second half of a two-character suffix, and for a label that was read
        twice, except where ``repeats`` says that the same scan twice means two.
        """
        if not self.text and self._belongs_to_the_last(terminator, at):
            self.skip(terminator, at)
            return None
        answer = Answer(self.text, self._too_long)
        reread = self._is_reread(at) and not repeats
        self.skip(terminator, at)
        return None if reread else answer

    def skip(self, terminator: str, at: float) -> None:
        """Take a terminator without an answer, so that the rest of its suffix is not one either."""
        self.clear()
        self._ended_by, self._ended_at = terminator, at

    def _belongs_to_the_last(self, terminator: str, at: float) -> bool:
        """Tell CR LF, TAB CR and TAB LF from two answers. Nobody presses LF; ENTER after TAB may be a person."""
        if (self._ended_by, terminator) == (CARRIAGE_RETURN, LINE_FEED):
            return True
        return self._ended_by == TAB and terminator != TAB and at - self._ended_at <= _SUFFIX_GAP

    def _is_reread(self, at: float) -> bool:
        """Tell whether the line is a label that was scanned a moment ago; and remember a scan."""
        number = self.text.isdigit() and len(self.text) <= _LONGEST_NUMBER
        if not self._burst or number or len(self.text) < _SHORTEST_LABEL:
            self._last_scan = ""
            return False
        again = self.text == self._last_scan and at - self._last_scan_at < _REREAD
        self._last_scan, self._last_scan_at = self.text, at
        return again


class Discard:
    """Throws away what was sent before a refusal could be seen.

    A clerk who scans on does not know yet that something was refused. What arrived until the refusal
    was drawn is dropped, and so is the rest of a scan whose beginning was dropped: half a code must
    never be taken for a code.
    """

    def __init__(self) -> None:
        """Begin with everything let through."""
        self._waiting = False
        self._drawn_at = float("-inf")
        self._torn = False
        self._last_at = 0.0

    def refuse(self) -> None:
        """Note a refusal that is not on the screen yet."""
        self._waiting = True
        self._torn = False

    def drawn(self, at: float) -> None:
        """Note that the refusal can be seen since ``at``."""
        self._waiting = False
        self._drawn_at = at

    def drops(self, at: float, *, text: bool, ends: bool = False) -> bool:
        """Tell whether a key that arrived at ``at`` is to be thrown away.

        ``text`` is a character of an answer, ``ends`` a terminator; a function key is neither.
        """
        pause, self._last_at = at - self._last_at, at
        if self._waiting or at <= self._drawn_at:
            self._torn = text
            return True
        if not self._torn:
            return False
        rest = (text or ends) and pause <= _TORN_PAUSE
        self._torn = rest and not ends
        return rest
