"""People: who has a badge, what for, and what each role may do."""

from typing import Any

import click

from wms_tui.cli.arguments import Word
from wms_tui.cli.output import Answer
from wms_tui.cli.pins import new_pin
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.rights import RIGHTS, Role, in_words, ordered
from wms_tui.errors import BadInput
from wms_tui.operations.add_person import AddPerson, add_person
from wms_tui.operations.change_person import ChangePerson, change_person
from wms_tui.operations.pins import SetPin, prepared, set_pin
from wms_tui.queries.people import PersonRow, people
from wms_tui.storage.pepper import pepper_name

NAME = click.option("--name", metavar="TEXT", help="What they are called.")


@click.group("person", cls=Family)
def person() -> None:
    """Add, change and show people: their badges, roles and PINs."""


@person.command("add")
@click.argument("badge")
@NAME
@click.option("--role", "roles", type=Word(Role), multiple=True, required=True, help="What they are here for; several.")
@writes
def add(act: Act, badge: str, name: str | None, roles: tuple[Role, ...]) -> dict[str, Any]:
    """Add a person. Until the first one is there every badge may do everything; then only those that were added.

    The first person must be an admin, and anyone may add them. See wms rights for what each role may do, and
    wms person pin for a PIN. Refused: a badge that somebody has.

    \b
    Examples:
      wms person add BOSS --name "Bo Berg" --role admin --role lead
      wms --as BOSS person add ANNA --name "Anna Ahl" --role clerk
    """
    return act.do(add_person, AddPerson(badge, name or "", roles, act.reason))


@person.command("change")
@click.argument("badge")
@NAME
@click.option("--role", "roles", type=Word(Role), multiple=True, help="All that they are here for from now on.")
@click.option("--active/--inactive", default=None, help="Whether the badge is valid.")
@click.option("--no-pin", is_flag=True, help="Take the PIN away: the badge alone signs in.")
@writes
def change(
    act: Act, badge: str, name: str | None, roles: tuple[Role, ...], active: bool | None, no_pin: bool
) -> dict[str, Any]:  # fmt: skip
    """Change a person; what is left out stays as it is. What they have done stays in the books.

    Refused: a badge that there is not; what would leave the house without an active admin.

    \b
    Examples:
      wms --as BOSS person change ANNA --role clerk --role lead
      wms --as BOSS person change ANNA --inactive --reason "left us"
    """
    slip = ChangePerson(badge, name, roles or None, active, no_pin, act.reason)
    return act.do(change_person, slip)


@person.command("pin")
@click.argument("badge")
@writes
def pin(act: Act, badge: str) -> Answer:
    """Set the PIN of a person: asked for twice at the terminal, or read once from standard input.

    A PIN has 6 to 12 digits, and is not one digit over and over, a run of digits, or the badge. Setting it ends a
    lock after wrong ones. The first PIN makes a secret file beside the warehouse that ends in -pepper: carry it
    along with every copy, for without it no PIN is taken.

    \b
    Examples:
      wms --as BOSS person pin ANNA
      wms --as BOSS person pin ANNA < pin.txt
    """
    if act.in_batch:
        raise BadInput("not-in-batch", "A PIN cannot be read in a batch.", "Run wms person pin by itself.")
    kept = prepared(badge, new_pin(badge), key=act.key)
    value = act.do(set_pin, SetPin(badge, kept, act.reason))
    return Answer(value, notes=(f"Keep {pepper_name()} with your copies: no PIN is taken without it",))


@person.command("list")
@reads
def list_people() -> Answer:
    """Show everybody with a badge, their roles, and whether they have a PIN or are locked.

    \b
    Example:
      wms person list
    """
    return Answer([_value(one) for one in people()], columns=("badge", "name", "roles", "active", "pin"))


def _value(one: PersonRow) -> dict[str, Any]:
    return {
        "badge": one.badge, "name": one.name, "roles": list(one.roles), "active": one.active, "pin": one.pin,
        "failures": one.failures, "locked_until": one.locked_until,
    }  # fmt: skip


@click.command("rights")
def rights() -> Answer:
    """Show what each role may do.

    Somebody with several roles may do what any of them may. Until the first person is added, all may do everything.

    \b
    Examples:
      wms rights
      wms --json rights
    """
    value = [{"right": right, "roles": list(ordered(roles))} for right, roles in RIGHTS.items()]
    shown = [
        {"may": in_words(right), **{role.value: "yes" if role in roles else "" for role in Role}}
        for right, roles in RIGHTS.items()
    ]  # fmt: skip
    return Answer(value, shown, columns=tuple(Role))


COMMANDS: tuple[click.Command, ...] = (person, rights)
