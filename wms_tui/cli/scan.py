"""What a scanned or typed text is, by its content and by what the warehouse knows."""

import sys
from datetime import date
from typing import Any

import click

from wms_tui import clock
from wms_tui.cli.output import Answer, error_value, json_line
from wms_tui.cli.running import Session, command
from wms_tui.domain.barcode.message import Kind, Message
from wms_tui.domain.barcode.scan import Scan, read
from wms_tui.domain.frozen import to_json
from wms_tui.errors import NotFound, WmsError
from wms_tui.tasks.resolving import Found, What, meanings

_CALLED = {
    What.PLATE: "plate", What.BIN: "bin", What.ORDER: "order", What.RECEIPT: "receipt", What.ITEM: "item",
    What.LOT: "lot", What.PARTNER: "partner", What.FORM: "form",
}  # fmt: skip
_UNKNOWN = {
    True: "Nothing here bears this code, and it is no label of a standard.",
    False: "It is no label of a standard, and there is no warehouse to look it up in.",
}
"""What is said of a code that nobody knows, by whether it was looked up."""


@command("scan")
@click.argument("text")
@click.pass_obj
def scan(session: Session, text: str) -> Answer:
    """Say what a scanned text is: a GS1 code, a Digital Link, a label of another standard, or a code known here.

    With - for TEXT it reads one code a line and answers each with one JSON object a line. Where there is no
    warehouse the standards alone are asked, and looked_up is false. Refused: a code that breaks its own rules
    or has a wrong check digit.

    \b
    Examples:
      wms scan "(01)02000000001105(10)L27001(17)290630"
      wms scan -
    """
    if session.path.exists():
        session.open()
    if text == "-" and not session.in_batch:
        return _every_line(session)
    answer = explained(text, clock.today(), look_up=session.is_open)
    return Answer(answer, notes=[_UNKNOWN[session.is_open]] if answer["kind"] == "unknown" else [])


def _every_line(session: Session) -> Answer:
    """Answer one code a line until there are no more."""
    # A separator within a code ends a line for Python's text streams, so lines are cut at the line feed alone.
    for line in sys.stdin.buffer:
        text = line.decode(errors="replace").rstrip("\r\n")
        try:
            answer = explained(text, clock.today(), look_up=session.is_open)
        except WmsError as error:
            answer = error_value(error)
        sys.stdout.write(json_line(answer) + "\n")
        sys.stdout.flush()
    return Answer(None)


def explained(text: str, today: date, *, look_up: bool) -> dict[str, Any]:
    """Return what a text is, in the form of the command line.

    Raises:
        BadInput: ``bad-code``.
    """
    seen = read(text, today)
    found = _known(text, today) if look_up and seen.kind is not Kind.COMMAND else ()
    sure = [one for one in found if not one.guess]
    best = sure[0] if sure else None
    kind, message = _kind(seen, best)
    others = [_reading(one) for one in found if one is not best]
    if kind == "unknown" and seen.message is not None:
        others = [_of_message(one) for one in seen.messages]
    return {
        "kind": kind, "text": seen.text, **_of_message(message),
        **_of_found(best, message), "command": seen.command or None, "looked_up": look_up,
        "warnings": list(message.warnings) if message else [], "readings": others,
    }  # fmt: skip


def _known(text: str, today: date) -> tuple[Found, ...]:
    """Return what a text means in the warehouse; nothing where it has no such code."""
    try:
        return meanings(text, today)
    except NotFound:
        return ()


def _kind(seen: Scan, best: Found | None) -> tuple[str, Message | None]:
    """Return what a text is, and what it says where it is a label of a standard."""
    if seen.kind is not Kind.CODE:
        return seen.kind.value, seen.message
    if best is not None:
        return (best.message.standard.value, best.message) if best.message else (_CALLED[best.what], None)
    if seen.problem is not None:
        raise seen.problem
    message = seen.message
    # One element without a check digit is more often a plain code that begins with digits.
    if message is not None and (message.gtin or message.sscc or len(message.elements) > 1):
        return message.standard.value, message
    return "unknown", None


def _of_message(message: Message | None) -> dict[str, Any]:
    """Return what a label says by its standard alone."""
    if message is None:
        return {"elements": [], "expires_on": None, "best_before_on": None, "made_on": None, "serial": None}
    return {
        "elements": [{"ai": one.ai, "value": one.value} for one in message.elements],
        "expires_on": to_json(message.expires_on), "best_before_on": to_json(message.best_before_on),
        "made_on": to_json(message.made_on), "serial": message.serial or None, "lot": message.lot or None,
        "gtin": message.gtin or None,
    }  # fmt: skip


def _of_found(best: Found | None, message: Message | None) -> dict[str, Any]:
    """Return what the warehouse knows a text by."""
    lot = (message.lot if message else "") or (best.lot if best else "")
    plate = (message.plate if message else "") or (best.plate if best else "")
    code = best.code if best else ""
    return {
        "item": best.item.code if best and best.item else None, "pack": best.pack.name if best and best.pack else None,
        "lot": lot or None, "quantity": _units(best, message), "plate": plate or None,
        "bin": best.place.code if best and best.place else None,
        "order": code if best and best.what is What.ORDER else (message.order if message else "") or None,
        "receipt": code if best and best.what is What.RECEIPT else None,
        "partner": code if best and best.what is What.PARTNER else None,
        "form": code if best and best.what is What.FORM else None,
    }  # fmt: skip


def _units(best: Found | None, message: Message | None) -> int | None:
    """Return the base units that a label says; it counts packs of the kind it stands on."""
    if message is None or message.quantity is None:
        return None
    return message.quantity * (best.pack.quantity if best and best.pack else 1)


def _reading(one: Found) -> dict[str, Any]:
    """Return another meaning of a text, which a person would have to choose."""
    return {
        "kind": _CALLED[one.what], "name": one.name, "item": one.item.code if one.item else None,
        "lot": one.lot or None,
        "elements": [{"ai": part.ai, "value": part.value} for part in one.message.elements] if one.message else [],
    }  # fmt: skip


COMMANDS: tuple[click.Command, ...] = (scan,)
