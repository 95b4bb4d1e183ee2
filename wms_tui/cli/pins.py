"""Reading PINs: from the terminal, where nobody sees them, or from a program; never from the command line."""

import sys

import click

from wms_tui.errors import Refused
from wms_tui.settings import PIN_VARIABLE, SIGN_PIN_VARIABLE, given_pin, given_sign_pin


def new_pin(badge: str) -> str:
    """Return a new PIN: asked for twice at the terminal, read once from standard input where that is none."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return click.prompt(f"New PIN of {badge}", hide_input=True, confirmation_prompt="The same again", err=True)


def approvers_pin(badge: str, *, in_batch: bool) -> str:
    """Return the PIN of who stands by an act: $WMS_PIN, else asked for at the terminal.

    Raises:
        Refused: ``pin-needed`` where there is neither.
    """
    return given_pin() or _asked_for(badge, PIN_VARIABLE, in_batch=in_batch)


def signers_pin(badge: str, *, in_batch: bool) -> str:
    """Return the PIN of who signs an act of their own: $WMS_SIGN_PIN, else asked for at the terminal.

    Raises:
        Refused: ``pin-needed`` where there is neither.
    """
    return given_sign_pin() or _asked_for(badge, SIGN_PIN_VARIABLE, in_batch=in_batch)


def _asked_for(badge: str, variable: str, *, in_batch: bool) -> str:
    if in_batch or not sys.stdin.isatty():
        raise Refused("pin-needed", f"The PIN of {badge} is needed.", f"Put it into ${variable}, or use a terminal.")
    return click.prompt(f"PIN of {badge}", hide_input=True, err=True)
