# pyright: reportCallIssue=false, reportArgumentType=false
"""Questions about recipes: what one batch of an item is made of, and what comes out beside it."""

from dataclasses import dataclass
from typing import NamedTuple

from wms_tui.domain.codes import folded
from wms_tui.errors import NotFound
from wms_tui.storage.statements import Row, row, rows


class RecipeLine(NamedTuple):
    """So much of an item that goes into a batch, or comes out of it beside what is made; in base units."""

    item_id: int
    item: str
    name: str
    unit: str
    comes_out: bool
    quantity: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a batch of an item is made of, and how much it gives, in base units."""

    id: int
    code: str
    item_id: int
    item: str
    unit: str
    quantity: int
    active: bool
    lines: tuple[RecipeLine, ...]

    def names(self, item_id: int, *, comes_out: bool) -> bool:
        """Return whether an item goes into a batch, or comes out of it."""
        if comes_out and item_id == self.item_id:
            return True
        return any(one.item_id == item_id and one.comes_out == comes_out for one in self.lines)

    def wanted(self, item_id: int, planned: int | None) -> int:
        """Return how much of an ingredient so much of the item takes, rounded up; of one batch where nobody planned."""
        of_batch = sum(one.quantity for one in self.lines if one.item_id == item_id and not one.comes_out)
        return of_batch if planned is None else -(-of_batch * planned // self.quantity)


_HEAD = """
SELECT recipe.id, recipe.code, item.id, item.code, item.unit, recipe.quantity, recipe.active
FROM recipe JOIN item ON item.id = recipe.item_id
"""
_BY_CODE = _HEAD + "WHERE recipe.folded = ?"
_BY_ID = _HEAD + "WHERE recipe.id = ?"
_ALL = _HEAD + "ORDER BY recipe.folded"
_LINES = """
SELECT item.id, item.code, item.name, item.unit, line.comes_out, line.quantity
FROM recipeline AS line JOIN item ON item.id = line.item_id WHERE line.recipe_id = ?
ORDER BY line.comes_out, item.folded
"""


def find_recipe(code: str) -> Recipe | None:
    """Return the recipe of a code, regardless of case, or None."""
    found = row(_BY_CODE, folded(code))
    return _recipe(found) if found else None


def the_recipe(code: str) -> Recipe:
    """Return the recipe of a code, regardless of case.

    Raises:
        NotFound: ``unknown-recipe``.
    """
    found = find_recipe(code)
    if found is None:
        raise NotFound("unknown-recipe", f"There is no recipe {code}.", "See wms recipe list.", recipe=code)
    return found


def recipe_by_id(number: int) -> Recipe:
    """Return the recipe of a row number that a run refers to."""
    found = row(_BY_ID, number)
    if found is None:
        raise RuntimeError(f"no recipe row {number}")
    return _recipe(found)


def recipes(*, only_active: bool = False) -> list[Recipe]:
    """Return recipes by code."""
    return [one for one in map(_recipe, rows(_ALL)) if one.active or not only_active]


def _recipe(found: Row) -> Recipe:
    lines = tuple(RecipeLine(*one[:4], bool(one[4]), one[5]) for one in rows(_LINES, found[0]))
    return Recipe(found[0], found[1], found[2], found[3], found[4], found[5], bool(found[6]), lines)
