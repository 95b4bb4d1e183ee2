"""Runs, splits, merges and relabels: lots become other lots, beside a model of where each came from."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import invariant

from tests.machine_base import Desk, work
from tests.model import CAGE, DESTROYED, DOCK, PICKED_FROM, PLACES, PRODUCTION, STAGE, Balance, Change, Goods, Step
from tests.model_runs import Key, Lineage, worst
from wms_tui.domain.genealogy import RunKind
from wms_tui.domain.types import Status
from wms_tui.operations.adjust import Adjust, adjust
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.reshape_lots import LotPart, MergeLots, RelabelLot, SplitLot, merge_lots, relabel_lot, split_lot
from wms_tui.operations.run_acts import (
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    ScrapRun,
    close_run,
    consume_run,
    give_back,
    open_run,
    produce_run,
    scrap_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import MadeLot, Product
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import the_run, units_in_production

USED_FROM = (DOCK, *PICKED_FROM, "B-01")
"""Where a run takes goods: neither what waits to leave nor what was put into the cage."""
PUT_DOWN = (DOCK, DOCK, *PICKED_FROM)
WALK = (DOCK, STAGE, CAGE, *PICKED_FROM, "B-01")
MADE = ("MILK", "RICE", "RICE", "NAIL", "DRILL")
KINDS = (RunKind.MAKE, RunKind.MAKE, RunKind.REWORK, RunKind.REPACK)
SIMILAR = ("accept-similar",)
Spot = tuple[str, str, str]
"""Place, item and lot."""


class RunWork(Desk):
    """What is done in production, and to lots that get other numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.runs: list[str] = []

    @invariant()
    def no_run_gave_back_what_it_never_took(self) -> None:
        books = Lineage(self.books)
        assert [key for key in books.in_runs() if books.in_work(*key) < 0] == []

    def usable(self) -> list[Spot]:
        """Return where goods are that a run may take."""
        found = dict.fromkeys(one[:3] for one in self.there(free=True, places=USED_FROM))
        return [spot for spot in found if self.may_be_used(spot)] or list(found)

    def may_be_used(self, spot: Spot) -> bool:
        goods = self.books.lots[spot[1:]]
        on = (self.now + timedelta(hours=1)).date()
        fresh = goods.expires_on is None or goods.expires_on >= on
        return spot[0] not in self.books.held_bins and goods.status is Status.RELEASED and fresh

    def free_at(self, spot: Spot) -> int:
        there = self.books.balances(place=spot[0], item=spot[1], lot=spot[2])
        return sum(self.books.free(one) for one in there)

    def _ingredient(self, data: st.DataObject, spot: Spot) -> Ingredient:
        place, item, lot = spot
        quantity = data.draw(st.integers(1, self.free_at(spot)))
        return Ingredient(item, lot, quantity, place, self.units(item, lot, place, quantity))

    def _product(self, data: st.DataObject, item: str) -> Product:
        lot = self._a_number(data, item)
        quantity = data.draw(st.integers(1, 15)) if item != "DRILL" else data.draw(st.integers(1, 2))
        serials = tuple(f"S{self.number()}" for _ in range(quantity)) if item == "DRILL" else ()
        life = data.draw(st.sampled_from((None, 1, 7, 30))) if (item, lot) not in self.books.lots else None
        expires_on = self.today + timedelta(days=life) if life is not None else None
        return Product(item, quantity, lot, expires_on=expires_on, serials=serials)

    def _a_number(self, data: st.DataObject, item: str) -> str:
        known, new = [lot for of, lot in self.books.lots if of == item], f"L{self.number()}"
        # What may not leave is where goods must not come free: it takes part more often than by chance.
        stopped = [lot for lot in known if self.books.lots[item, lot].status is not Status.RELEASED]
        return data.draw(st.sampled_from([new, new, *known[-3:], *stopped[-2:]]))

    @work("run", lambda self: self.usable(), weight=4, why=st.sampled_from(KINDS))
    def a_run_is_made(self, data: st.DataObject, why: RunKind) -> None:
        spots = data.draw(st.lists(st.sampled_from(self.usable()), min_size=1, max_size=3, unique=True))
        items = data.draw(st.lists(st.sampled_from(MADE), min_size=1, max_size=2, unique=True))
        consume = [self._ingredient(data, spot) for spot in spots]
        produce = [self._product(data, item) for item in items]
        target = data.draw(st.sampled_from(PUT_DOWN))
        code = f"R{self.number()}"
        slip = MakeRun(code, tuple(consume), tuple(produce), target, why, accept=SIMILAR)
        result = self.act("make", make_run, slip)
        if result is None:
            self._refused_ancestor([one[1:] for one in spots], [(one.item, one.lot or "") for one in produce])
            return
        steps = [step for one in consume for step in self._taken(one)]
        self._done(result, "make", code, steps, produce, result.produced)

    def _refused_ancestor(self, parents: Iterable[Key], children: Iterable[Key]) -> None:
        if self.refused == "own-ancestor":
            assert Lineage(self.books).is_above(children, parents), "no lot would have been made of itself"

    def _taken(self, one: Ingredient) -> list[Step]:
        """Return the steps of what a run took, which must have been fit for use."""
        spot = (one.bin, one.item, one.lot)
        assert self.books.lots[spot[1:]].status is Status.RELEASED, f"{spot} was used though it may not leave"
        assert one.bin in USED_FROM
        assert one.bin not in self.books.held_bins
        expires_on = self.books.lots[spot[1:]].expires_on
        assert expires_on is None or expires_on >= self.now_or_then.date(), f"{spot} was used though it is expired"
        return self._away(spot, int(one.quantity))

    def _away(self, spot: Spot, quantity: int) -> list[Step]:
        goes = Balance(PRODUCTION, *spot[1:])
        return [Step(balance, goes, taken) for balance, taken in self.books.spread(*spot, quantity)]

    def _done(
        self, result: Any, kind: str, run: str, steps: list[Step], asked: Iterable[Product], made: Iterable[MadeLot],
        *, parents: Iterable[Key] = (), same: bool = False,
    ) -> None:  # fmt: skip
        """Book an act of a run: what it took, and what it made with the status and the dates that it must have."""
        parents = list(dict.fromkeys([*(step.source[1:3] for step in steps), *parents]))
        changes: list[Change] = []
        brought = [self.books.lots[key].status for key in parents]
        for one, told in zip(asked, made, strict=True):
            lot = (told.item, told.lot)
            assert not Lineage(self.books).is_above([lot], parents), f"{lot} was made of itself"
            changes += self._born(lot, parents, one, same=same)
            assert (told.status, told.expires_on) == (self.books.lots[lot].status, self.books.lots[lot].expires_on), (
                f"{told} {self.books.lots[lot]} {parents} {[self.books.lots[k] for k in parents]} {one}"
            )
            steps.append(Step(Balance(PRODUCTION, *lot), Balance(told.bin, *lot), told.quantity))
            assert self.books.fits(told.bin) or told.bin not in PICKED_FROM
        self.crosses(steps)
        self.book(steps, result, kind)
        written = self.books.entries[result.entry]
        written.run, written.changes = run, tuple(changes)
        written.brought = {(told.item, told.lot): brought for told in made}
        for one in changes:
            if one.after is not Status.RELEASED:
                self.books.drop(one.item, one.lot)

    def _born(self, lot: Key, parents: list[Key], one: Product, *, same: bool) -> list[Change]:
        """Note what a lot has from its parents, and return how the status of one that is known changes."""
        of = [self.books.lots[key] for key in parents]
        status, on = worst(Status.RELEASED, *(goods.status for goods in of)), self.now_or_then.date()
        known = self.books.lots.get(lot)
        begins = known is None or Lineage(self.books).never_came(lot)
        if known is None:
            known = self.books.lots[lot] = Goods(status, None, on)
        before, known.status = known.status, worst(status, known.status)
        if begins:
            expiries = [goods.expires_on for goods in of if goods.expires_on]
            known.expires_on = min(expiries, default=None) if same else one.expires_on
            known.received_on = min(goods.received_on for goods in of) if same else on
        elif same:
            expiries = {goods.expires_on for goods in of if goods.expires_on}
            assert not expiries or min(expiries) == known.expires_on, (
                f"{lot} of {known} took in goods of another expiry {parents} {expiries}"
            )
        else:
            known.received_on = min(known.received_on, on)
        return [Change(*lot, before, known.status)] if known.status is not before else []

    @work("run", lambda self: len(self.runs) < 3, weight=2, why=st.sampled_from(KINDS))
    def a_run_is_opened(self, data: st.DataObject, why: RunKind) -> None:
        code = f"R{self.number()}"
        assert self.act("open run", open_run, OpenRun(code, why)) is not None
        self.runs.append(code)

    @work("run", lambda self: self.runs and self.usable(), weight=4)
    def goods_are_taken_for_a_run(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(self.runs))
        one = self._ingredient(data, data.draw(st.sampled_from(self.usable())))
        result = self.act("consume", consume_run, ConsumeRun(run, one))
        children = [key for (of, key), done in Lineage(self.books).in_runs().items() if of == run and done["made"]]
        if result is None:
            self._refused_ancestor([(one.item, one.lot)], children)
            return
        assert not Lineage(self.books).is_above(children, [(one.item, one.lot)]), "a lot was made of itself"
        self._done(result, "consume", run, self._taken(one), (), ())

    def in_work(self) -> list[tuple[str, Key]]:
        """Return what runs have taken that is not yet given back or thrown away."""
        books = Lineage(self.books)
        return [key for key in books.in_runs() if key[0] in self.runs and books.in_work(*key)]

    def parents_in(self, run: str) -> list[Key]:
        found = Lineage(self.books).in_runs().items()
        return [key for (of, key), done in found if of == run and done["taken"] > done["given back"]]

    @work("run", lambda self: self.in_work(), weight=4, item=st.sampled_from(MADE), target=st.sampled_from(PUT_DOWN))
    def a_run_puts_down_what_it_made(self, data: st.DataObject, item: str, target: str) -> None:
        run, _ = data.draw(st.sampled_from(self.in_work()))
        one, parents = self._product(data, item), self.parents_in(run)
        result = self.act("produce", produce_run, ProduceRun(run, one, target, accept=SIMILAR))
        if result is None:
            self._refused_ancestor(parents, [(one.item, one.lot or "")])
            return
        assert parents, "a run made something of nothing"
        self._done(result, "produce", run, [], (one,), (result.produced,), parents=parents)

    @work("run", lambda self: self.in_work(), weight=3, more=st.sampled_from((0, 0, 0, 1)))
    def a_run_gives_goods_back(self, data: st.DataObject, more: int) -> None:
        run, lot = data.draw(st.sampled_from(self.in_work()))
        there = Lineage(self.books).in_work(run, lot)
        quantity = data.draw(st.integers(1, there)) + more * there
        target = data.draw(st.sampled_from((*PUT_DOWN, CAGE)))
        slip = GiveBack(run, *lot, quantity, target, self._at_work(run, *lot, quantity))
        result = self.act("give back", give_back, slip)
        if result is not None:
            assert quantity <= there, "more was given back than was taken"
            step = Step(Balance(PRODUCTION, *lot), Balance(target, *lot), quantity)
            self._done(result, "give back", run, [step], (), ())
            assert self.books.fits(target) or target not in PICKED_FROM

    @work("run", lambda self: self.in_work())
    def a_run_throws_goods_away(self, data: st.DataObject) -> None:
        run, lot = data.draw(st.sampled_from(self.in_work()))
        quantity = data.draw(st.integers(1, Lineage(self.books).in_work(run, lot)))
        slip = ScrapRun(run, *lot, quantity, "burnt", self._at_work(run, *lot, quantity))
        result = self.act("scrap", scrap_run, slip)
        assert result is not None, self.refused
        step = Step(Balance(PRODUCTION, *lot), Balance(DESTROYED, *lot), quantity)
        self._done(result, "scrap", run, [step], (), ())

    def _at_work(self, run: str, item: str, lot: str, quantity: int) -> tuple[str, ...]:
        """Return units of a lot that this very run has; another may have taken others of it."""
        if item != "DRILL":
            return ()
        there = units_in_production(the_run(run).id, the_lot(the_item(item), lot).id)
        return tuple(sorted(there))[:quantity]

    @work("run", lambda self: len(self.runs) > 1)
    def a_run_is_closed(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(self.runs))
        result = self.act("close run", close_run, CloseRun(run))
        done = Lineage(self.books).in_runs().items()
        took = {key: one["taken"] - one["given back"] for (of, key), one in done if of == run}
        gave = {key: one["made"] for (of, key), one in done if of == run and one["made"]}
        assert {(one.item, one.lot): one.quantity for one in result.consumed} == {k: n for k, n in took.items() if n}
        assert {(one.item, one.lot): one.quantity for one in result.produced} == gave
        self.runs.remove(run)

    def splittable(self) -> list[Spot]:
        found = dict.fromkeys(one[:3] for one in self.there(free=True) if one.item != "BAG")
        return list(found)

    @work("reshape", lambda self: self.splittable(), weight=2, target=st.sampled_from(("", "", *PUT_DOWN)))
    def a_lot_is_split(self, data: st.DataObject, target: str) -> None:
        spot = data.draw(st.sampled_from(self.splittable()))
        place, item, lot = spot
        left, parts, first = self.free_at(spot), [], 0
        units = self.units(item, lot, place, left)
        for number in {self._a_number(data, item) for _ in range(data.draw(st.integers(1, 2)))}:
            if left:
                quantity = data.draw(st.integers(1, left))
                parts.append(LotPart(number, quantity, units[first : first + quantity]))
                left, first = left - quantity, first + quantity
        slip = SplitLot(item, lot, tuple(parts), place, target, accept=SIMILAR)
        result = self.act("split", split_lot, slip)
        self._reshaped("split", result, item, [(lot, self.books.spread(*spot, first))], parts)

    def _reshaped(
        self, kind: str, result: Any, item: str, goods: list[tuple[str, list[tuple[Balance, int]]]],
        parts: list[LotPart],
    ) -> None:  # fmt: skip
        """Book goods that have other lot numbers now, with the dates and the status that they had."""
        if result is None:
            self._refused_ancestor([(item, lot) for lot, _ in goods], [(item, one.lot or "") for one in parts])
            return
        taken = [(balance, quantity) for _, found in goods for balance, quantity in found]
        assert not any(balance.place in self.books.held_bins for balance, _ in taken)
        steps = [Step(balance, Balance(PRODUCTION, *balance[1:3]), quantity) for balance, quantity in taken]
        total = sum(quantity for _, quantity in taken)
        assert sum(one.quantity for one in result.produced) == sum(one.quantity for one in result.consumed) == total
        asked = [Product(item, int(one.quantity or 0), one.lot) for one in parts]
        self._done(result, kind, result.run, steps, asked, result.produced, same=True)

    @work("reshape", lambda self: self.mergeable(), weight=3, target=st.sampled_from(("", *PUT_DOWN)))
    def lots_are_merged(self, data: st.DataObject, target: str) -> None:
        item, known = data.draw(st.sampled_from(sorted(self.mergeable().items())))
        lots = data.draw(st.lists(st.sampled_from(known), min_size=2, max_size=3, unique=True))
        into, parts, goods = self._a_number(data, item), [], []
        for lot in lots:
            there = [(one, self.books.free(one)) for one in self._in_walk_order(item, lot, target)]
            quantity = data.draw(st.one_of(st.none(), st.integers(1, max(1, sum(free for _, free in there)))))
            found = _first(there, quantity)
            serials: tuple[str, ...] = ()
            if item == "DRILL":
                serials = tuple(text for one, n in found for text in self.units(item, lot, one.place, n))
            parts.append(LotPart(lot, quantity, serials))
            goods.append((lot, found))
        result = self.act("merge", merge_lots, MergeLots(item, tuple(parts), into, target, accept=SIMILAR))
        self._reshaped("merge", result, item, goods, [LotPart(into)])

    def mergeable(self) -> dict[str, list[str]]:
        """Return the lots of each item of which something is free, where there are two of them."""
        found: dict[str, list[str]] = {}
        for item, lot in dict.fromkeys(one[1:3] for one in self.there(free=True) if one.item != "BAG"):
            found.setdefault(item, []).append(lot)
        return {item: lots for item, lots in found.items() if len(lots) > 1}

    def _in_walk_order(self, item: str, lot: str, target: str) -> list[Balance]:
        """Return the balances of a lot as a merge takes them: what is in a held bin last."""
        found = sorted(self.books.balances(item=item, lot=lot), key=lambda one: WALK.index(one.place))
        found = [one for one in found if one.place in USED_FROM] or found
        return sorted(found, key=lambda one: one.place in self.books.held_bins)

    @work("reshape", lambda self: self.splittable(), weight=2, whole=st.booleans())
    def a_lot_is_relabelled(self, data: st.DataObject, whole: bool) -> None:
        spot = data.draw(st.sampled_from(self.splittable()))
        place, item, lot = spot
        quantity = self.free_at(spot) if whole else data.draw(st.integers(1, self.free_at(spot)))
        new, serials = self._a_number(data, item), self.units(item, lot, place, quantity)
        slip = RelabelLot(item, lot, new, None if whole else quantity, place, serials, accept=SIMILAR)
        result = self.act("relabel", relabel_lot, slip)
        self._reshaped("relabel", result, item, [(lot, self.books.spread(*spot, quantity))], [LotPart(new, quantity)])

    @work("run", lambda self: self.there(free=True), reason=st.sampled_from(("scrap", "damage", "sample")))
    def goods_are_thrown_away(self, data: st.DataObject, reason: str) -> None:
        one = self.a_balance(data, free=True, places=PLACES)
        quantity = min(3, self.books.free(one))
        slip = Adjust(*one[1:3], one.place, reason, by=-quantity, serials=self.units(*one[1:3], one.place, quantity))
        result = self.act("destroy", adjust, slip)
        if result is None:
            return
        goes = Balance(DESTROYED, *one[1:3])
        steps = [Step(balance, goes, taken) for balance, taken in self.books.spread(*one[:3], quantity)]
        self.crosses(steps)
        self.book(steps, result, "sample" if reason == "sample" else "destroy")
        self.books.doubted -= set(self.books.balances(place=one.place, item=one.item, lot=one.lot))


def _first(there: list[tuple[Balance, int]], quantity: int | None) -> list[tuple[Balance, int]]:
    """Return so much of balances, the first first, or all of them."""
    found, left = [], quantity if quantity is not None else sum(free for _, free in there)
    for balance, free in there:
        taken = min(free, left)
        if taken > 0:
            found.append((balance, taken))
            left -= taken
    return found
