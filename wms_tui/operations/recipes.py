"""Add and retire recipes: what one batch of an item is made of."""

from dataclasses import dataclass

from wms_tui.domain.audit import Thing
from wms_tui.domain.codes import clean_code
from wms_tui.domain.rows import Item
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.quantities import units
from wms_tui.queries.items import the_item
from wms_tui.queries.recipes import find_recipe, the_recipe
from wms_tui.storage.run_rows import add_recipe_row, retire_recipe_row


@dataclass(frozen=True, slots=True)
class Part:
    """So much of an item in a batch; quantities in units or packs."""

    item: str
    quantity: int | str


@dataclass(frozen=True, slots=True)
class AddRecipe:
    """A new recipe: what a batch gives, what goes into it, and what comes out beside it."""

    code: str
    gives: Part
    takes: tuple[Part, ...]
    beside: tuple[Part, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RecipeAdded(Done):
    """The code it has now, and of how many lines it is."""

    recipe: str
    lines: int


@operation("add-recipe")
def add_recipe(slip: AddRecipe, deed: Deed) -> RecipeAdded:
    """Add a recipe. A recipe is never changed: a better one gets another code, and the old one is retired.

    Raises:
        NotFound: ``unknown-item``.
        BadInput: a code or a quantity that is none; ``nothing-consumed``; ``twice``; ``own-ancestor`` for an item that
            goes into itself.
        Refused: ``recipe-exists``.
    """
    code = clean_code(slip.code, "recipe")
    known = find_recipe(code)
    if known is not None:
        raise Refused("recipe-exists", f"There is a recipe {known.code} already.", "Use another code.")
    if not slip.takes:
        raise BadInput("nothing-consumed", "Nothing goes into it.", "Name an item with --takes.")
    item, quantity = _read(slip.gives)
    lines = [(*_read(one), False) for one in slip.takes] + [(*_read(one), True) for one in slip.beside]
    named = [(one.id, comes_out) for one, _, comes_out in lines]
    if len(set(named)) < len(named) or (item.id, True) in named:
        raise BadInput("twice", "An item is named twice.", "Name each item once on a side.")
    if (item.id, False) in named:
        raise BadInput("own-ancestor", f"{item.code} would be made of itself.", "Use a run of the kind rework.")
    deed.post(reference=code, reason=slip.reason)
    add_recipe_row(code, item.id, quantity, [(one.id, amount, comes_out) for one, amount, comes_out in lines])
    deed.note(Thing.RECIPE, code, None, _values(item, quantity, lines))
    return RecipeAdded(recipe=code, lines=len(lines))


def _values(item: Item, quantity: int, lines: list[tuple[Item, int, bool]]) -> dict[str, object]:
    """Return a recipe as it is noted in the audit trail."""
    taken = tuple(f"{amount} {one.code}" for one, amount, comes_out in lines if not comes_out)
    beside = tuple(f"{amount} {one.code}" for one, amount, comes_out in lines if comes_out)
    return {"gives": f"{quantity} {item.code}", "takes": taken, "beside": beside, "active": True}


def _read(one: Part) -> tuple[Item, int]:
    item = the_item(one.item)
    return item, units(one.quantity, item)


@dataclass(frozen=True, slots=True)
class RetireRecipe:
    """A recipe by which nothing more is made."""

    recipe: str
    reason: str = ""


@dataclass(frozen=True)
class RecipeRetired(Done):
    """The code of the recipe."""

    recipe: str


@operation("retire-recipe")
def retire_recipe(slip: RetireRecipe, deed: Deed) -> RecipeRetired:
    """Retire a recipe; runs that go on by it may end.

    Raises:
        NotFound: ``unknown-recipe``.
        Refused: ``no-difference``.
    """
    recipe = the_recipe(slip.recipe)
    if not recipe.active:
        raise Refused("no-difference", f"{recipe.code} is retired already.", "Nothing to do.")
    deed.post(reference=recipe.code, reason=slip.reason)
    retire_recipe_row(recipe.id)
    deed.note(Thing.RECIPE, recipe.code, {"active": True}, {"active": False})
    return RecipeRetired(recipe=recipe.code)
