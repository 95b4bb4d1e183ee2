"""Add a person: a badge, a name, and what they are here for."""

from collections.abc import Iterable
from dataclasses import dataclass

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import clean_code
from wms_tui.domain.fields import line_of_text
from wms_tui.domain.rights import Role, ordered
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.queries.people import anybody, standing
from wms_tui.storage.people_rows import add_person_row


@dataclass(frozen=True, slots=True)
class AddPerson:
    """Somebody new."""

    badge: str
    name: str = ""
    roles: tuple[Role, ...] = (Role.CLERK,)
    reason: str = ""


@dataclass(frozen=True)
class PersonAdded(Done):
    """Who it is now."""

    badge: str
    name: str
    roles: tuple[Role, ...]


@operation("add-person")
def add_person(slip: AddPerson, deed: Deed) -> PersonAdded:
    """Add a person. From the first one on, only badges that were added may do anything.

    Raises:
        BadInput: ``bad-code``, ``bad-text``, ``role-needed``.
        Refused: ``person-exists``; ``first-admin`` where the first person is no admin.
    """
    badge, name, roles = clean_code(slip.badge, "badge"), line_of_text(slip.name), some_roles(slip.roles)
    known = standing(badge)
    if known is not None:
        raise Refused("person-exists", f"{known.badge} is there already.", "Use wms person change.", badge=known.badge)
    if Role.ADMIN not in roles and not anybody():
        raise Refused(
            "first-admin", "The first person must be an admin.",
            "Add --role admin: nobody else could add people after it.",
        )  # fmt: skip
    deed.post(reference=badge, reason=slip.reason)
    add_person_row(badge, name, " ".join(roles))
    deed.note(Thing.PERSON, badge, None, {"name": name, "roles": roles, "active": True})
    return PersonAdded(badge=badge, name=name, roles=roles)


def some_roles(roles: Iterable[Role]) -> tuple[Role, ...]:
    """Return roles, each once and in order; everybody is here for something.

    Raises:
        BadInput: ``role-needed``.
    """
    found = ordered(roles)
    if not found:
        raise BadInput("role-needed", "A person has at least one role.", f"Choose of {', '.join(Role)}.")
    return found
