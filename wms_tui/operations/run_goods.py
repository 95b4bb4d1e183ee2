"""Goods that go into a run and come out of it, and the links between their lots; part of every verb of runs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wms_tui.domain.codes import clean_code
from wms_tui.domain.genealogy import Act, RunKind
from wms_tui.domain.rotation import Candidate, Need
from wms_tui.domain.rows import Item, Lot, Place
from wms_tui.domain.types import PlaceKind, Tracking
from wms_tui.errors import BadInput, NeedsConfirmation, Refused
from wms_tui.ledger import Move
from wms_tui.operations.carrying import carry_free
from wms_tui.operations.count_locks import ACCEPT_COUNTING
from wms_tui.operations.gates import refuse_lot
from wms_tui.operations.quantities import units
from wms_tui.queries import stock
from wms_tui.queries.crossings import PRODUCTION
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.runs import RunHead, ancestor_among, find_run, has_acts, links_of_run, lots_of_run
from wms_tui.storage.run_rows import add_run_entry, add_run_row, end_links, open_links, reopen_run_row
from wms_tui.storage.tables import NO_PLATE

_TAKEN_FROM = frozenset({PlaceKind.BIN, PlaceKind.DOCK, PlaceKind.CART})


@dataclass(frozen=True, slots=True)
class Ingredient:
    """So much of a lot that goes into a run, out of one bin or out of any that holds it."""

    item: str
    lot: str
    quantity: int | str
    bin: str = ""
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunQuantity:
    """So much of a lot that went into a run or came out of it, in base units."""

    item: str
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class TakenLot:
    """An ingredient that was found: its lot, the moves to production, and how much they are in all."""

    item: Item
    lot: Lot
    quantity: int
    moves: tuple[Move, ...]

    @property
    def told(self) -> RunQuantity:
        """What is said of it."""
        return RunQuantity(self.item.code, self.lot.number, self.quantity)


def take(one: Ingredient, on: date, *, accept: Sequence[str], any_status: bool = False) -> TakenLot:
    """Find an ingredient in the house and return the moves that take it to production; its units follow.

    ``any_status`` is for runs in which nothing is made of it: it may be on hold before and after.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``, ``unknown-serial``.
        NeedsConfirmation: ``being-counted``.
        Refused: ``not-enough-stock``, ``reserved``, ``bin-on-hold``, ``plate-on-hold``, ``serials-needed``;
            ``not-here``, ``bin-blocked`` for a place out of which nothing is used; what ``gates.refuse_lot`` refuses of
            the lot.
    """
    item = the_item(one.item)
    lot = the_lot(item, one.lot)
    quantity = units(one.quantity, item)
    place = the_bin(one.bin) if one.bin else None
    if place is not None and not any_status:
        _refuse_place(place)
    there = stock.of_lot_at(lot.id, place.id) if place else goods_anywhere(lot.id, of_any_status=any_status)
    for found in (there or stock.of_lot(lot.id))[:1]:
        if not any_status:
            refuse_lot(found, Need(on), item.code)
    what, where = f"{item.code} {lot.number}".strip(), one.bin or "the house"
    # Of several bins those that nobody counts come first, so that nobody is asked without need.
    there.sort(key=lambda found: bool(found.counting))
    moves = _taken(item, there, quantity, what=what, where=where, serials=one.serials)
    _ask_of_counting(there, moves, accept)
    return TakenLot(item, lot, quantity, tuple(moves))


def goods_anywhere(lot: int, *, of_any_status: bool) -> list[Candidate]:
    """Return the balances of a lot that a run may take from: neither in the cage or the stage, nor closed or on hold.

    Goods of any status are taken wherever they are, but those in the cage only where there are no others: what was put
    aside stays aside.
    """
    there = stock.of_lot(lot)
    usual = [found for found in there if PlaceKind(found.kind) in _TAKEN_FROM]
    if of_any_status:
        return usual or there
    return [found for found in usual if not found.held and not found.blocked]


def _refuse_place(place: Place) -> None:
    """Refuse a place out of which nothing is used.

    Raises:
        Refused: ``not-here``, ``bin-blocked``.
    """
    if place.kind not in _TAKEN_FROM:
        raise Refused("not-here", f"Nothing is used out of {place.code}.", "Move it to a bin first.", bin=place.code)
    if place.blocked:
        raise Refused("bin-blocked", f"{place.code} is closed.", "Open it, or use another bin.", bin=place.code)


def _taken(
    item: Item, there: list[Candidate], quantity: int, *, what: str, where: str, serials: tuple[str, ...]
) -> list[Move]:
    return carry_free(
        item, there, quantity, what=what, bin_code=where, target=PRODUCTION, plate=NO_PLATE, named=serials
    )  # fmt: skip


def _ask_of_counting(there: Sequence[Candidate], moves: Iterable[Move], accept: Sequence[str]) -> None:
    if ACCEPT_COUNTING in accept:
        return
    touched = {one.source for one in moves}
    for found in there:
        if found.counting and found.place_id in touched:
            raise NeedsConfirmation(
                "being-counted", f"{found.bin} is being counted.", "Wait, or --accept-counting.",
                accept=ACCEPT_COUNTING, bin=found.bin,
            )  # fmt: skip


def begin_run(code: str, kind: RunKind) -> tuple[str, RunHead | None]:
    """Return the code of a new run, and the run of that code of which everything was undone, if there is one.

    Raises:
        BadInput: a code that is none.
        Refused: ``run-exists``.
    """
    clean = clean_code(code, "run")
    known = find_run(clean)
    if known is not None and (has_acts(known.id) or not known.closed):
        way_out = "Close it first." if known.kind is not kind else "Use another number, or wms run consume."
        raise Refused("run-exists", f"There is a run {known.code} already.", way_out, run=known.code)
    return known.code if known else clean, known


def write_run(
    code: str, kind: RunKind, entry: int, known: RunHead | None, recipe: int | None = None, planned: int | None = None
) -> int:
    """Write a run that an entry opens, and return its row number."""
    if known is None:
        return add_run_row(code, kind, entry, recipe, planned)
    reopen_run_row(known.id, kind, entry, recipe, planned)
    return known.id


def write_act(run: int, entry: int, act: Act) -> None:
    """Note an entry as an act of a run, and let the links between its lots follow."""
    add_run_entry(entry, run, act)
    follow_links(run, entry)


def follow_links(run: int, entry: int) -> None:
    """Let the links of a run say what its moves say: everything that went in is in everything that came out."""
    lots = lots_of_run(run)
    inputs = [one.lot_id for one in lots if one.went_in > 0]
    outputs = [one.lot_id for one in lots if one.came_out > 0]
    wanted = {(parent, child) for parent in inputs for child in outputs if parent != child}
    there = links_of_run(run)
    end_links((there[pair] for pair in sorted(there.keys() - wanted)), entry)
    open_links(run, sorted(wanted - there.keys()), entry)


def refuse_made_of_nothing(run: RunHead) -> None:
    """Refuse that a run has made goods of nothing: a recall of what they are made of would not find them.

    Raises:
        Refused: ``nothing-consumed``.
    """
    lots = lots_of_run(run.id)
    made = [lot_by_id(one.lot_id).number for one in lots if one.came_out > 0]
    if made and not any(one.went_in > 0 for one in lots):
        raise Refused(
            "nothing-consumed", f"{made[0]} would be made of nothing.", "Undo what the run made first.", run=run.code
        )


def refuse_own_ancestor(inputs: Iterable[int], outputs: Iterable[int]) -> None:
    """Refuse a lot that would be made of itself, over however many runs.

    Raises:
        Refused: ``own-ancestor``.
    """
    outputs = set(outputs)
    found = ancestor_among(inputs, outputs) if outputs else None
    if found is not None:
        lot = lot_by_id(found)
        raise Refused(
            "own-ancestor", f"{lot.item} {lot.number} would be made of itself.", "Give what is made a new lot number.",
            item=lot.item, lot=lot.number,
        )  # fmt: skip


def refuse_untracked(item: Item) -> None:
    """Refuse goods whose lots nobody keeps apart, where they are to be split, merged or renamed; units keep their lot.

    Raises:
        BadInput: ``no-lots``.
        Refused: ``serials-stay``.
    """
    if item.tracking is Tracking.NONE:
        raise BadInput("no-lots", f"{item.code} is not tracked by lot.", "Nothing to do.")
    if item.tracking is Tracking.SERIAL:
        raise Refused("serials-stay", f"Units of {item.code} keep their lot.", "Each is traced by its serial.")
