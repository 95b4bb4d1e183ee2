"""People for tests: an admin first, and others with a PIN where one is named."""

from itertools import count

from tests.builders import run
from wms_tui.domain.rights import Role
from wms_tui.operations.add_person import AddPerson, add_person
from wms_tui.operations.pins import SetPin, prepared, set_pin
from wms_tui.queries.people import anybody

ADMIN = "ROOT"
PIN = "482913"
_keys = count(1)


def somebody(badge: str, *roles: Role, pin: str = "", name: str = "") -> str:
    """Add a person, after the admin without whom there is nobody, and return the badge."""
    if not anybody():
        run(add_person, AddPerson(ADMIN, "The admin", (Role.ADMIN,)), by=ADMIN)
    if badge != ADMIN:
        run(add_person, AddPerson(badge, name, roles or (Role.CLERK,)), by=ADMIN)
    if pin:
        a_pin(badge, pin)
    return badge


def a_pin(badge: str, pin: str = PIN) -> None:
    """Give a person a PIN."""
    key = f"pin-{next(_keys)}"
    run(set_pin, SetPin(badge, prepared(badge, pin, key=key)), by=ADMIN, key=key)
