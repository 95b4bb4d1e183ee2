"""A run that goes on: opened, goods taken and made in any number of acts, given back, thrown away, and closed."""

from dataclasses import dataclass

from wms_tui.domain.codes import clean_code
from wms_tui.domain.genealogy import KEEPS_LOT, Act, RunKind
from wms_tui.domain.rows import Item, Lot
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, NotFound, Refused
from wms_tui.ledger import Move
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.fitting import refuse_goods
from wms_tui.operations.make_run import post_run
from wms_tui.operations.quantities import units
from wms_tui.operations.run_goods import (
    Ingredient,
    RunQuantity,
    begin_run,
    refuse_made_of_nothing,
    refuse_own_ancestor,
    take,
    write_act,
    write_run,
)
from wms_tui.operations.run_products import MadeLot, Origin, Product, let_go_of_stopped, produce
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.places import place_of_kind, the_bin
from wms_tui.queries.recipes import recipe_by_id, the_recipe
from wms_tui.queries.runs import RunHead, in_production, lots_of_run, taken_since, the_run, units_in_production
from wms_tui.queries.serials import chosen_serials
from wms_tui.storage.lot_rows import place_serials
from wms_tui.storage.run_rows import close_run_row
from wms_tui.storage.tables import NO_PLATE

ACCEPT_NOT_IN_RECIPE = "accept-not-in-recipe"


@dataclass(frozen=True, slots=True)
class OpenRun:
    """A run that begins: its number, by which recipe, and how much of its item is to be made."""

    run: str
    kind: RunKind = RunKind.MAKE
    recipe: str = ""
    planned: int | str | None = None
    reason: str = ""


@dataclass(frozen=True)
class RunOpened(Done):
    """The number of the run."""

    run: str


@operation("open-run")
def open_run(slip: OpenRun, deed: Deed) -> RunOpened:
    """Open a run.

    Raises:
        NotFound: ``unknown-recipe``.
        BadInput: a number or a quantity that is none; ``bad-kind`` for a split, a merge or a relabelling.
        Refused: ``run-exists``, ``recipe-retired``.
    """
    if slip.kind in KEEPS_LOT:
        raise BadInput("bad-kind", f"A {slip.kind} is done in one act.", f"Use wms lot {slip.kind}.")
    recipe = the_recipe(slip.recipe) if slip.recipe else None
    if recipe is not None and not recipe.active:
        raise Refused("recipe-retired", f"{recipe.code} is retired.", "Use another recipe.")
    if slip.planned is not None and recipe is None:
        raise BadInput("recipe-needed", "Nothing says what is planned.", "Name the recipe.")
    planned = units(slip.planned, the_item(recipe.item)) if recipe and slip.planned is not None else None
    code, known = begin_run(clean_code(slip.run, "run"), slip.kind)
    deed.post(reference=code, reason=slip.reason)
    write_run(code, slip.kind, deed.entry, known, recipe.id if recipe else None, planned)
    return RunOpened(run=code)


@dataclass(frozen=True, slots=True)
class ConsumeRun:
    """A lot that goes into a run. ``accept`` may hold ``accept-not-in-recipe`` and ``accept-counting``."""

    run: str
    goods: Ingredient
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RunConsumed(Done):
    """The run, and what went into it."""

    run: str
    consumed: RunQuantity


@operation("consume-run")
def consume_run(slip: ConsumeRun, deed: Deed) -> RunConsumed:
    """Take goods for a run: they are parents of all that it makes, before and after.

    Raises:
        NotFound: ``unknown-run``, ``unknown-item``, ``unknown-lot``, ``unknown-bin``, ``unknown-serial``.
        NeedsConfirmation: ``not-in-recipe``, ``being-counted``.
        Refused: ``run-closed``, ``own-ancestor``; what ``run_goods.take`` refuses.
    """
    run = _open(slip.run)
    _ask_of_recipe(run, the_item(slip.goods.item), slip.accept, comes_out=False)
    taken = take(slip.goods, deed.on, accept=slip.accept)
    refuse_own_ancestor((taken.lot.id,), (one.lot_id for one in lots_of_run(run.id) if one.came_out > 0))
    deed.post(taken.moves, reference=run.code, reason=slip.reason)
    write_act(run.id, deed.entry, Act.CONSUME)
    return RunConsumed(run=run.code, consumed=taken.told)


@dataclass(frozen=True, slots=True)
class ProduceRun:
    """A lot that comes out of a run, put down at a place."""

    run: str
    product: Product
    target: str = "DOCK"
    line: str = ""
    shift: str = ""
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class RunProduced(Done):
    """The run, and what came out of it."""

    run: str
    produced: MadeLot
    cautions: tuple[str, ...] = ()


@operation("produce-run")
def produce_run(slip: ProduceRun, deed: Deed) -> RunProduced:
    """Put down what a run has made so far: a child of all that went into it.

    Raises:
        NotFound: ``unknown-run``, ``unknown-item``, ``unknown-bin``.
        BadInput: what ``run_products.produce`` calls bad.
        NeedsConfirmation: ``not-in-recipe``, ``lot-similar``, dates that cannot be right.
        Refused: ``run-closed``; ``nothing-consumed``; ``own-ancestor``; what the place refuses.
    """
    run = _open(slip.run)
    parents = [lot_by_id(one.lot_id) for one in lots_of_run(run.id) if one.went_in > 0]
    if not parents:
        raise Refused("nothing-consumed", f"Nothing went into {run.code} yet.", "Scan what is used first.")
    _ask_of_recipe(run, the_item(slip.product.item), slip.accept, comes_out=True)
    origin = Origin(slip.target, tuple(parents), slip.line, slip.shift, slip.accept)
    (made,) = produce((slip.product,), deed, origin)
    refuse_own_ancestor((one.id for one in parents), (made.lot.id,))
    post_run(deed, run.code, [], [made], slip.reason)
    write_act(run.id, deed.entry, Act.PRODUCE)
    let_go_of_stopped(made.changes)
    return RunProduced(run=run.code, produced=made.told, cautions=made.cautions)


@dataclass(frozen=True, slots=True)
class GiveBack:
    """So much of a lot that was taken for a run and is not used: it goes to a bin."""

    run: str
    item: str
    lot: str
    quantity: int | str
    bin: str
    serials: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ScrapRun:
    """So much of a lot that was taken for a run and is thrown away."""

    run: str
    item: str
    lot: str
    quantity: int | str
    reason: str
    serials: tuple[str, ...] = ()


@dataclass(frozen=True)
class RunReturned(Done):
    """The run, and what left production again."""

    run: str
    goods: RunQuantity


@operation("give-back")
def give_back(slip: GiveBack, deed: Deed) -> RunReturned:
    """Give goods of a run back to a bin: what is given back in full is no parent any more.

    Raises:
        NotFound: ``unknown-run``, ``unknown-item``, ``unknown-lot``, ``unknown-bin``, ``unknown-serial``.
        BadInput: a quantity that is none.
        Refused: ``run-closed``, ``more-than-taken``; ``serials-needed``; ``nothing-consumed`` where the run has made
            something and nothing else went in; ``before-entry``; what the bin refuses.
    """
    run, item, lot, quantity = _in_work(slip.run, slip.item, slip.lot, slip.quantity)
    _refuse_too_early(run, lot, deed)
    place = the_bin(slip.bin)
    if place.kind is PlaceKind.STAGE:
        raise Refused("not-here", "Ingredients do not go to the stage.", "Use the bin they came from.")
    refuse_goods(place, item, lot.number, quantity)
    move = _out_of_production(run, item, lot, quantity, place.id, slip.serials)
    deed.post([move], reference=run.code, reason=slip.reason)
    write_act(run.id, deed.entry, Act.GIVE_BACK)
    refuse_made_of_nothing(run)
    return RunReturned(run=run.code, goods=RunQuantity(item.code, lot.number, quantity))


@operation("scrap-run")
def scrap_run(slip: ScrapRun, deed: Deed) -> RunReturned:
    """Throw away goods of a run: they stay parents, for some of the lot may be in what was made.

    Raises:
        NotFound: ``unknown-run``, ``unknown-item``, ``unknown-lot``, ``unknown-serial``.
        BadInput: ``reason-needed``; a quantity that is none.
        Refused: ``run-closed``, ``more-than-taken``; ``serials-needed``.
    """
    if not slip.reason.strip():
        raise BadInput("reason-needed", "A reason is needed.", "Say why, in a few words.")
    run, item, lot, quantity = _in_work(slip.run, slip.item, slip.lot, slip.quantity)
    move = _out_of_production(run, item, lot, quantity, place_of_kind(PlaceKind.DESTROYED).id, slip.serials)
    deed.post([move], reference=run.code, reason=slip.reason[:64].strip())
    write_act(run.id, deed.entry, Act.SCRAP)
    return RunReturned(run=run.code, goods=RunQuantity(item.code, lot.number, quantity))


def _in_work(run_code: str, item_code: str, number: str, quantity: int | str) -> tuple[RunHead, Item, Lot, int]:
    """Return a run that goes on with a lot that it has taken, and a quantity of which so much is still in work."""
    run = _open(run_code)
    item = the_item(item_code)
    lot = the_lot(item, number)
    wanted = units(quantity, item)
    there = in_production(run.id, lot.id)
    if wanted > there:
        raise Refused(
            "more-than-taken", f"{run.code} has {there} {item.unit} of {item.code} {number}.", "Take less.", there=there
        )
    return run, item, lot, wanted


def _refuse_too_early(run: RunHead, lot: Lot, deed: Deed) -> None:
    """Refuse to bring back what had not been taken by then."""
    since = taken_since(run.id, lot.id)
    if since is not None and deed.at < since:
        raise Refused(
            "before-entry", f"{lot.number} was taken {since.astimezone(deed.at.tzinfo):%Y-%m-%d %H:%M}.",
            "Give the moment it came back, or none.",
        )  # fmt: skip


def _out_of_production(
    run: RunHead, item: Item, lot: Lot, quantity: int, target: int, named: tuple[str, ...]
) -> Move:  # fmt: skip
    """Return the move of goods that leave production as they came; their units follow, which this run has taken.

    Raises:
        NotFound: ``unknown-serial`` for a unit that another run has taken.
        Refused: ``serials-needed``.
    """
    if item.tracking is not Tracking.SERIAL:
        return Move(lot.id, PRODUCTION, target, quantity)
    own = units_in_production(run.id, lot.id)
    if not named and len(own) == quantity:
        named = tuple(sorted(own))
    strange = next((one for one in named if one not in own), None)
    if strange is not None:
        raise NotFound("unknown-serial", f"{run.code} has no unit {strange}.", "Scan the unit in your hand.")
    serials = chosen_serials(lot.id, PRODUCTION, NO_PLATE, named, quantity)
    place_serials((number for number, _ in serials), target, NO_PLATE, None)
    return Move(lot.id, PRODUCTION, target, quantity, serials=" ".join(text for _, text in serials))


@dataclass(frozen=True, slots=True)
class CloseRun:
    """A run that is over."""

    run: str
    reason: str = ""


@dataclass(frozen=True)
class RunClosed(Done):
    """The run, what went into it and what came out, net."""

    run: str
    consumed: tuple[RunQuantity, ...]
    produced: tuple[RunQuantity, ...]


@operation("close-run")
def close_run(slip: CloseRun, deed: Deed) -> RunClosed:
    """Close a run: nothing more goes in or comes out.

    Raises:
        NotFound: ``unknown-run``.
        Refused: ``run-closed``.
    """
    run = _open(slip.run)
    deed.post(reference=run.code, reason=slip.reason)
    close_run_row(run.id, deed.entry)
    found = [(lot_by_id(one.lot_id), one) for one in lots_of_run(run.id)]
    return RunClosed(
        run=run.code,
        consumed=tuple(RunQuantity(lot.item, lot.number, one.went_in) for lot, one in found if one.went_in > 0),
        produced=tuple(RunQuantity(lot.item, lot.number, one.came_out) for lot, one in found if one.came_out > 0),
    )


def _open(code: str) -> RunHead:
    run = the_run(code)
    if run.closed:
        raise Refused("run-closed", f"Run {run.code} is closed.", "Open another one.", run=run.code)
    return run


def _ask_of_recipe(run: RunHead, item: Item, accept: tuple[str, ...], *, comes_out: bool) -> None:
    """Ask before an item goes into a run, or comes out of it, that its recipe does not name."""
    if run.recipe_id is None or ACCEPT_NOT_IN_RECIPE in accept:
        return
    recipe = recipe_by_id(run.recipe_id)
    if not recipe.names(item.id, comes_out=comes_out):
        raise NeedsConfirmation(
            "not-in-recipe", f"{item.code} is not in recipe {recipe.code}.", "Look again, or --accept-not-in-recipe.",
            accept=ACCEPT_NOT_IN_RECIPE, item=item.code,
        )  # fmt: skip
