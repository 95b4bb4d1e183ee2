"""Change a person: the name, the roles, whether the badge is valid, and whether there is a PIN."""

from dataclasses import dataclass

from wms_tui.domain.audit import Thing
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.rights import Role
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.add_person import some_roles
from wms_tui.queries.people import is_last_admin, the_person
from wms_tui.storage.people_rows import write_person_row, write_pin


@dataclass(frozen=True, slots=True)
class ChangePerson:
    """What is to be different about a person; None leaves it as it is."""

    badge: str
    name: str | None = None
    roles: tuple[Role, ...] | None = None
    active: bool | None = None
    no_pin: bool = False
    """Whether the PIN is taken away."""
    reason: str = ""


@dataclass(frozen=True)
class PersonChanged(Done):
    """Who it is now."""

    badge: str
    name: str
    roles: tuple[Role, ...]
    active: bool


@operation("change-person")
def change_person(slip: ChangePerson, deed: Deed) -> PersonChanged:
    """Change a person. A badge that is taken back opens nothing; what was done with it stays.

    Raises:
        NotFound: ``unknown-person``.
        BadInput: ``bad-text``, ``role-needed``.
        Refused: ``last-admin`` for what would leave the house without an admin.
    """
    person = the_person(slip.badge)
    name = person.name if slip.name is None else line_of_text(slip.name)
    roles = person.roles if slip.roles is None else some_roles(slip.roles)
    active = person.active if slip.active is None else slip.active
    if not (active and Role.ADMIN in roles) and is_last_admin(person.badge):
        raise Refused("last-admin", f"{person.badge} is the last admin.", "Make somebody else an admin first.")
    deed.post(reference=person.badge, reason=slip.reason)
    write_person_row(person.badge, name, " ".join(roles), active=active)
    before = {"name": person.name, "roles": person.roles, "active": person.active}
    deed.note(Thing.PERSON, person.badge, before, {"name": name, "roles": roles, "active": active})
    if slip.no_pin:
        write_pin(person.badge, None)
        deed.note(Thing.PERSON, person.badge, {"pin": "set" if person.pin else None}, {"pin": None})
    return PersonChanged(badge=person.badge, name=name, roles=roles, active=active)
