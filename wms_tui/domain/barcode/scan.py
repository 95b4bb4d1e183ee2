"""What was scanned or typed, recognised by its content.

Most texts are plain codes: of a bin, a lot, an order. Some are something else for certain (the scanner named
the symbol, the check digit of a GTIN fits). And some may be either: ``10D9T`` is the lot D9T in GS1, or just
a lot called 10D9T. Such a text is a ``code`` that also has messages: look the code up first, then what the
messages name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from wms_tui.domain.barcode.check_digits import check_digit, full_gtin, has_check_digit
from wms_tui.domain.barcode.data_identifiers import is_envelope, parse_mh10
from wms_tui.domain.barcode.digital_link import is_address, parse_digital_link
from wms_tui.domain.barcode.elements import is_bracketed, parse_elements
from wms_tui.domain.barcode.identifiers import IDENTIFIERS
from wms_tui.domain.barcode.message import Element, Kind, Message, gs1_message
from wms_tui.domain.barcode.values import SCAN_AGAIN
from wms_tui.domain.barcode.wedge import GS, LONGEST, Sent, unwrapped, with_separators
from wms_tui.errors import BadInput

# Symbols whose content GS1 defines, by the identifier of ISO/IEC 15424 that a scanner sends before it:
# GS1-128, GS1 DataMatrix (square, rectangular), GS1 QR, GS1 DataBar and composite, GS1 DotCode.
_GS1_SYMBOLS = frozenset({"]C1", "]d2", "]d8", "]Q3", "]e0", "]J1"})
# EAN-13 and UPC, EAN-8, and Interleaved 2 of 5 whose check digit was verified.
_NUMBER_SYMBOLS = frozenset({"]E0", "]E4", "]I1"})

_COMMAND = re.compile(r"%([0-9A-Za-z]+)")
_NUMBER = re.compile(r"[0-9]+")
_GTIN_LENGTHS = (8, 12, 13, 14)
_SSCC_LENGTH = 18
_LIKE_ELEMENTS = re.compile(r"0[123][0-9]{14}|00[0-9]{18}")
_SHIFTED_PREFIX = re.compile(r"([^\w\]\s])(?:C1|[dD]2|[qQ]3|[eE]0)(?=0[0-3][0-9]{14}|1[0-7][0-9]{6})")


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned or typed text and what it may be."""

    raw: str
    """As it came."""
    text: str
    """Without what the scanner put around it: what to look up among bins, plates, items, lots and orders."""
    kind: Kind
    messages: tuple[Message, ...] = ()
    """What it says in a standard, the likeliest first. Of a ``code`` these are second guesses."""
    command: str = ""
    """The name of a command, in capitals and without its ``%``."""
    prefix: str = ""
    """The symbology prefix the scanner sent, such as ``]C1``."""
    problem: BadInput | None = field(default=None, compare=False)
    """Of a ``code`` that looks like something else: why it is not. Raise it when nobody knows the code."""

    @property
    def message(self) -> Message | None:
        """The likeliest message, if there is one."""
        return self.messages[0] if self.messages else None


def read(text: str, today: date, *, separator: str = "") -> Scan:
    """Return what a scanned or typed text is.

    `today` decides the century of two-digit years; `separator` is what this device sends for the GS1
    separator, where that is a character a value may hold.

    Raises:
        BadInput: ``bad-code``, when there is nothing, or when what is certainly a GS1 symbol, a Digital Link
            or an ISO/IEC 15434 envelope breaks its rules.
    """
    if len(text) > LONGEST:
        raise BadInput("bad-code", f"{len(text)} characters are too many", "Scan one code", reason="long")
    sent = unwrapped(text)
    if not sent.text:
        raise BadInput("bad-code", "Nothing was scanned", "Scan a code, or type it", reason="empty")
    command = _COMMAND.fullmatch(sent.text)
    if command is not None:
        return Scan(text, sent.text, Kind.COMMAND, command=command[1].upper(), prefix=sent.prefix)
    if sent.text[:8].lower() == "urn:epc:":
        return Scan(text, sent.text, Kind.EPC, prefix=sent.prefix)
    if is_envelope(sent.text):
        return _certain(text, sent, parse_mh10(text, today))
    if is_address(sent.text):
        return _read_address(text, sent, today)
    return _read_symbol(text, sent, today, separator)


def _certain(raw: str, sent: Sent, message: Message) -> Scan:
    """Return a scan that can only mean one thing."""
    return Scan(raw, sent.text, message.standard, (message,), prefix=sent.prefix)


def _read_address(raw: str, sent: Sent, today: date) -> Scan:
    """Read a web address, which is a Digital Link or somebody's page."""
    try:
        return _certain(raw, sent, parse_digital_link(raw, today))
    except BadInput as refusal:
        if refusal.details["reason"] != "no-link":
            raise
        return Scan(raw, sent.text, Kind.CODE, prefix=sent.prefix, problem=refusal)


def _read_symbol(raw: str, sent: Sent, today: date, separator: str) -> Scan:
    """Read the content of a symbol by its prefix, or by its content where the prefix says nothing."""
    symbol = _symbol(sent)
    if symbol in _NUMBER_SYMBOLS:
        return _certain(raw, sent, _number(sent.text, raw, today))
    if symbol in _GS1_SYMBOLS or GS in sent.text or is_bracketed(sent.text):
        return _certain(raw, sent, parse_elements(raw, today, separator=separator))
    return _read_content(raw, sent, today, separator)


def _symbol(sent: Sent) -> str:
    """Return the prefix as the standard writes it.

    Some scanners change its case. Only ``]e0`` and ``]E0`` are different symbols then, told apart by the
    content.
    """
    prefix = sent.prefix
    is_gtin = len(sent.text) in _GTIN_LENGTHS and has_check_digit(sent.text)
    if prefix in _NUMBER_SYMBOLS and not (len(sent.text) in _GTIN_LENGTHS and _NUMBER.fullmatch(sent.text)):
        return "]e0" if prefix == "]E0" else ""
    if prefix in _GS1_SYMBOLS or prefix in _NUMBER_SYMBOLS:
        return prefix
    swapped = prefix.swapcase()
    if swapped in _NUMBER_SYMBOLS and not is_gtin:
        return ""
    return swapped if swapped in _GS1_SYMBOLS or swapped in _NUMBER_SYMBOLS else ""


def _read_content(raw: str, sent: Sent, today: date, separator: str) -> Scan:
    """Read a text of which only the content says what it is."""
    messages: list[Message] = []
    refusals: list[BadInput] = []
    readers: tuple[Callable[[], Message], ...] = (
        lambda: _number(sent.text, raw, today),
        lambda: parse_elements(raw, today, separator=separator),
        lambda: parse_mh10(raw, today),
    )
    for reader in readers:
        try:
            messages.append(reader())
        except BadInput as refusal:
            refusals.append(refusal)
    for message in messages:
        if message.standard is Kind.GS1 and _is_proven(message, sent.text, separator):
            return _certain(raw, sent, message)
    return Scan(raw, sent.text, Kind.CODE, tuple(messages), prefix=sent.prefix, problem=_problem(sent.text, refusals))


def _is_proven(message: Message, text: str, separator: str) -> bool:
    """Return whether a text can hardly be anything but this element string.

    A separator divides it, or a key in it has the right check digit.
    """
    if GS in with_separators(text, separator):
        return True
    is_bare_number = len(text) in (*_GTIN_LENGTHS, _SSCC_LENGTH) and len(message.elements) == 1
    keys = (part.check == "key" for one in message.elements for part in IDENTIFIERS[one.ai].parts)
    return not is_bare_number and any(keys)


def _number(text: str, raw: str, today: date) -> Message:
    """Return what a bare number says: a GTIN of 8, 12, 13 or 14 digits, an SSCC of 18."""
    name = "SSCC" if len(text) == _SSCC_LENGTH else "GTIN"
    if not _NUMBER.fullmatch(text) or len(text) not in (*_GTIN_LENGTHS, _SSCC_LENGTH):
        raise BadInput("bad-code", "This is no GTIN and no SSCC", SCAN_AGAIN, reason="number")
    if not has_check_digit(text):
        message = f"{name}: check digit {text[-1]} is not {check_digit(text[:-1])}"
        raise BadInput("bad-code", message, SCAN_AGAIN, reason="check-digit")
    element = Element("00", text) if name == "SSCC" else Element("01", full_gtin(text))
    return gs1_message((element,), raw=raw, today=today)


def _problem(text: str, refusals: list[BadInput]) -> BadInput | None:
    """Return why a text is not what it looks like, if it looks like anything but a plain code."""
    if not refusals:
        return None
    shifted = _SHIFTED_PREFIX.match(text)
    if shifted is not None:
        hint = "Give the scanner the host's keyboard"
        return BadInput("bad-code", f"The scanner types ']' as {shifted[1]!r}", hint, reason="layout")
    if _LIKE_ELEMENTS.match(text):
        return next((one for one in refusals if one.details["reason"] != "number"), None)
    # Numbers of eight digits are dates and lots more often than they are misread GTINs.
    is_misread = refusals[0].details["reason"] == "check-digit" and len(text) > min(_GTIN_LENGTHS)
    return refusals[0] if is_misread else None
