"""What keyboard scanners make of a code on its way, and how to get it back.

A scanner that types cannot type the separator of GS1 codes (the control character GS) on every host: it is
sent as text such as ``<GS>``, or as some other character. What is done here is safe in this order only: ends,
symbology prefix, written-out separators, doubled separators.
"""

import re
from typing import NamedTuple

GS = "\x1d"
"""The separator after a value of variable length."""
RS = "\x1e"
EOT = "\x04"

LONGEST = 8000
"""More than any symbol holds: a QR code has at most 7089 characters."""

_ENDS = "\r\n\t\x00\ufeff " + GS
_PREFIX = re.compile(r"\]([A-Za-z][0-9])")
_WRITTEN_GS = re.compile(
    r"<(?:GS|FNC1|0x1D)>|\{(?:GS|FNC1)\}|\[(?:GS|FNC1)\]|\\x1d|\\u001d|\^\]|\u241d|\x1b0\x1b2\x1b9",
    re.IGNORECASE,
)
_WRITTEN_RS = re.compile(r"<RS>|\{RS\}|\[RS\]|\\x1e|\\u001e|\^\^|\u241e", re.IGNORECASE)
_WRITTEN_EOT = re.compile(r"<EOT>|\{EOT\}|\[EOT\]|\\x04|\\u0004|\u2404", re.IGNORECASE)
_DOUBLED = re.compile(f"{GS}{GS}+")


class Sent(NamedTuple):
    """A text without what the scanner put around it, and the symbology prefix it sent (``]C1``), if any."""

    prefix: str
    text: str


def unwrapped(raw: str) -> Sent:
    """Return what stood in the symbol, without line ends, separators and symbology prefix around it."""
    text = raw.replace("\x00", "").strip(_ENDS)
    match = _PREFIX.match(text)
    if match is None:
        return Sent("", text)
    return Sent(match.group(), text[match.end() :].strip(_ENDS))


def with_separators(text: str, separator: str = "") -> str:
    """Return the text with every written-out separator as GS, and none doubled, leading or trailing.

    `separator` is what this device is set to send instead of GS, where that is a character a value may hold.
    """
    if separator:
        text = text.replace(separator, GS)
    text = _WRITTEN_GS.sub(GS, text)
    return _DOUBLED.sub(GS, text).strip(GS)


def with_envelope(text: str) -> str:
    """Return the text of an ISO/IEC 15434 envelope with its control characters as they should be."""
    return _WRITTEN_EOT.sub(EOT, _WRITTEN_RS.sub(RS, _WRITTEN_GS.sub(GS, text)))
