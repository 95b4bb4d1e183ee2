"""Signing: a release that takes two people, where the item asks for it."""

from wms_tui.domain.codes import folded
from wms_tui.domain.rows import Item, Lot
from wms_tui.errors import Refused
from wms_tui.operations.acting import Deed
from wms_tui.operations.standing import Approval
from wms_tui.queries.signatures import first_signature

SECOND_PERSON = "second person"
"""What a lot waits for after the first of two signatures."""


def is_complete(item: Item, lot: Lot, deed: Deed) -> bool:
    """Return whether this release is the last one that a lot needs; of two, the first is noted with the second.

    Two people are two, whoever else stood by them: a word given at the first signature is no second one.

    Raises:
        Refused: ``second-person`` where one of those who release it now has signed already.
    """
    if item.release_people < 2:
        return True
    first = first_signature(lot.id)
    if first is None:
        return False
    again = set(map(folded, first.signers)) & set(map(folded, deed.signers))
    if again:
        who = next(one for one in deed.signers if folded(one) in again)
        raise Refused(
            "second-person", f"{who} has signed for {lot.number}.", "A second person releases it.", lot=lot.number
        )  # fmt: skip
    deed.approved(Approval(first.by, first.name, "first of two", first.reason, first.at))
    return True
