"""Split, merge and relabel: the same goods under other lot numbers, with their parents and quantities kept.

No lot is changed or deleted: each begins anew with its parents, so that a trace finds it and its balance closes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from wms_tui.domain.genealogy import Act, RunKind
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Lot
from wms_tui.errors import BadInput, Refused
from wms_tui.operations.acting import Deed, Done, operation
from wms_tui.operations.make_run import post_run
from wms_tui.operations.quantities import units
from wms_tui.operations.run_goods import (
    Ingredient,
    RunQuantity,
    goods_anywhere,
    refuse_untracked,
    take,
    write_act,
    write_run,
)
from wms_tui.operations.run_products import MadeLot, Origin, Product, let_go_of_stopped, produce
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.places import the_bin
from wms_tui.queries.runs import find_run
from wms_tui.queries.stock import of_lot, of_lot_at
from wms_tui.storage.run_rows import close_run_row
from wms_tui.storage.sequences import next_number


@dataclass(frozen=True, slots=True)
class LotPart:
    """So much of a lot, or all of it that nobody was promised; without a number it is drawn by the template."""

    lot: str | None
    quantity: int | str | None = None
    serials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SplitLot:
    """A lot in a bin of which parts become lots of their own; ``bin`` may be left out where it is in one only."""

    item: str
    lot: str
    parts: tuple[LotPart, ...]
    bin: str = ""
    target: str = ""
    """Where the parts are put down; the same bin if left out."""
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class MergeLots:
    """Lots of an item that become one, put down at a place; without ``into`` it is numbered by the template."""

    item: str
    lots: tuple[LotPart, ...]
    into: str | None = None
    target: str = ""
    """Where the merged lot is put down; where the first of them is if left out."""
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RelabelLot:
    """A lot, or a part of it, that bears another number from now on."""

    item: str
    lot: str
    new: str | None
    quantity: int | str | None = None
    bin: str = ""
    serials: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class Reshaped(Done):
    """The run that did it, the lots before, and those after."""

    run: str
    consumed: tuple[RunQuantity, ...]
    produced: tuple[MadeLot, ...]


@operation("split-lot")
def split_lot(slip: SplitLot, deed: Deed) -> Reshaped:
    """Let parts of a lot become lots of their own, with its dates and its status; what is left keeps its number.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``nothing-produced``, ``no-lots``, ``bin-needed``; a quantity or a lot number that is none.
        NeedsConfirmation: ``lot-similar``, ``being-counted``.
        Refused: ``serials-stay``, ``own-ancestor``, ``not-enough-stock``, ``reserved``; what a place refuses.
    """
    item, lot = _named(slip.item, slip.lot)
    if not slip.parts or any(part.quantity is None and not part.serials for part in slip.parts):
        raise BadInput("nothing-produced", "Name each part with its quantity.", "For example L1-A=12.")
    source = slip.bin or _only_bin(item, lot)
    quantities = [_units(part, item) for part in slip.parts]
    serials = tuple(text for part in slip.parts for text in part.serials)
    goods = [Ingredient(item.code, lot.number, sum(quantities), source, serials)]
    products = [
        Product(item.code, quantity, part.lot, serials=part.serials)
        for part, quantity in zip(slip.parts, quantities, strict=True)
    ]
    return _reshape(RunKind.SPLIT, goods, products, slip.target or source, deed, slip.accept, slip.reason)


@operation("merge-lots")
def merge_lots(slip: MergeLots, deed: Deed) -> Reshaped:
    """Let lots of an item become one, which has the earliest of their dates and the worst of their statuses.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``nothing-consumed`` for fewer than two lots, ``twice``, ``no-lots``; a quantity that is none.
        NeedsConfirmation: ``lot-similar``, ``being-counted``.
        Refused: ``serials-stay``; ``own-ancestor`` for one of the lots as the merged one; ``not-enough-stock``,
            ``reserved``.
    """
    if len(slip.lots) < 2:
        raise BadInput("nothing-consumed", "A merge takes two lots or more.", "Name each lot.")
    if len({part.lot for part in slip.lots}) < len(slip.lots):
        raise BadInput("twice", "A lot is named twice.", "Name each lot once.")
    goods: list[Ingredient] = []
    for part in slip.lots:
        item, lot = _named(slip.item, part.lot or "")
        there = goods_anywhere(lot.id, of_any_status=True)
        goods.append(Ingredient(item.code, lot.number, _all_or(part, item, there), serials=part.serials))
    item, first = _named(slip.item, goods[0].lot)
    target = slip.target or goods_anywhere(first.id, of_any_status=True)[0].bin
    quantity = sum(units(one.quantity, item) for one in goods)
    serials = tuple(text for part in slip.lots for text in part.serials)
    products = [Product(item.code, quantity, slip.into, serials=serials)]
    return _reshape(RunKind.MERGE, goods, products, target, deed, slip.accept, slip.reason)


@operation("relabel-lot")
def relabel_lot(slip: RelabelLot, deed: Deed) -> Reshaped:
    """Let a lot, or a part of it in a bin, bear another number; it keeps its dates and its status.

    Raises:
        NotFound: ``unknown-item``, ``unknown-lot``, ``unknown-bin``.
        BadInput: ``bin-needed``, ``no-lots``; a quantity or a lot number that is none.
        NeedsConfirmation: ``lot-similar``, ``being-counted``.
        Refused: ``serials-stay``, ``own-ancestor``, ``not-enough-stock``, ``reserved``.
    """
    item, lot = _named(slip.item, slip.lot)
    source = slip.bin or _only_bin(item, lot)
    part = LotPart(slip.lot, slip.quantity, slip.serials)
    quantity = _all_or(part, item, of_lot_at(lot.id, the_bin(source).id))
    goods = [Ingredient(item.code, lot.number, quantity, source, slip.serials)]
    products = [Product(item.code, quantity, slip.new, serials=slip.serials)]
    return _reshape(RunKind.RELABEL, goods, products, source, deed, slip.accept, slip.reason)


def _reshape(
    kind: RunKind,
    goods: Sequence[Ingredient],
    products: Sequence[Product],
    target: str,
    deed: Deed,
    accept: tuple[str, ...],
    reason: str,
) -> Reshaped:
    """Take goods out of the house, put the same goods down as other lots, and write the run that did it."""
    taken = [take(one, deed.on, accept=accept, any_status=True) for one in goods]
    origin = Origin(target, tuple(one.lot for one in taken), accept=accept, same_goods=True)
    made = produce(products, deed, origin)
    code = _draw_code(kind)
    post_run(deed, code, taken, made, reason)
    run = write_run(code, kind, deed.entry, None)
    write_act(run, deed.entry, Act.MAKE)
    close_run_row(run, deed.entry)
    let_go_of_stopped([change for one in made for change in one.changes])
    return Reshaped(
        run=code, consumed=tuple(one.told for one in taken), produced=tuple(one.told for one in made)
    )  # fmt: skip


def _draw_code(kind: RunKind) -> str:
    """Draw the number of a run that nobody has named: ``SPLIT-1``."""
    while True:
        code = f"{kind.upper()}-{next_number(f'run:{kind}')}"
        if find_run(code) is None:
            return code


def _named(item: str, lot: str) -> tuple[Item, Lot]:
    found = the_item(item)
    refuse_untracked(found)
    return found, the_lot(found, lot)


def _only_bin(item: Item, lot: Lot) -> str:
    """Return the one bin a lot is in.

    Raises:
        BadInput: ``bin-needed``.
        Refused: ``not-enough-stock`` where there is nothing of it.
    """
    bins = list(dict.fromkeys(one.bin for one in of_lot(lot.id)))
    if not bins:
        raise Refused("not-enough-stock", f"{item.code} {lot.number}: there is none in the house.", "Look at its file.")
    if len(bins) > 1:
        raise BadInput("bin-needed", f"{lot.number} is in {len(bins)} bins.", f"Name one, such as {bins[0]}.")
    return bins[0]


def _units(part: LotPart, item: Item) -> int:
    return len(part.serials) if part.quantity is None else units(part.quantity, item)


def _all_or(part: LotPart, item: Item, there: Sequence[Candidate]) -> int:
    """Return a quantity in base units: as said, as many as units are named, or all that nobody was promised.

    Raises:
        Refused: ``not-enough-stock`` where there is nothing to take.
    """
    if part.quantity is not None or part.serials:
        return _units(part, item)
    free = sum(one.available for one in there)
    if not free:
        what = f"{item.code} {part.lot or ''}".strip()
        raise Refused("not-enough-stock", f"{what}: nothing of it is free.", "Look at its file.")
    return free
