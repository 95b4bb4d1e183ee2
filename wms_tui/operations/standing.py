"""Whether somebody may do something: asked by every operation, inside its transaction."""

from wms_tui.domain.rights import may, who_may
from wms_tui.errors import Refused
from wms_tui.queries.people import anybody, standing


def refuse_stranger(badge: str, right: str) -> None:
    """Refuse who is not known here, and who may not do this.

    Raises:
        Refused: ``unknown-badge``, ``not-active`` for a badge that is not valid; ``not-allowed`` where the right is
            another role's.
    """
    person = standing(badge)
    if person is None:
        if anybody():
            raise Refused("unknown-badge", f"Nobody has the badge {badge}.", "Ask for it: wms person add.")
        return
    if not person.active:
        raise Refused("not-active", f"The badge {person.badge} is not valid any more.", "Ask your lead.")
    if not may(person.roles, right):
        raise Refused(
            "not-allowed", f"{person.badge} may not do this: {right}.", f"It takes {who_may(right)}.", right=right
        )
