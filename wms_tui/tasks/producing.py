"""Producing: a run takes ingredients by their labels and puts down what it makes; genealogy is a by-product."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.codes import clean_code
from wms_tui.domain.rows import Item, spelled
from wms_tui.domain.types import Tracking
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.run_acts import (
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    RunClosed,
    RunConsumed,
    RunOpened,
    RunProduced,
    RunReturned,
    ScrapRun,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries import stock
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import lot_by_id, the_lot
from wms_tui.queries.recipes import Recipe, recipe_by_id, recipes
from wms_tui.queries.runs import find_run, in_production, lots_of_run, runs, the_run
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import how_many, in_pack, item_fact, lot_fact, ok, pack_for, read_quantity

TAKE, MAKE, BACK, SCRAP = "take", "make", "back", "scrap"
NUMBERED = "*"
"""Stands for the next number of the template."""
_NO_RECIPE = "none"
_LABELS = {
    TAKE: ("SCAN WHAT IS USED", "USED"),
    MAKE: ("SCAN WHAT IS MADE", "MADE"),
    BACK: ("SCAN WHAT GOES BACK", "BACK"),
    SCRAP: ("SCAN WHAT IS THROWN AWAY", "SCRAP"),
}


@dataclass(frozen=True, slots=True)
class Work:
    """Which run, what is done in it now, and what is known of the goods."""

    run: str = ""
    fresh: bool = False
    """Whether the run is not open yet: its recipe is asked for."""
    mode: str = TAKE
    item: str = ""
    lot: str = ""
    pack: str = ""
    quantity: int = 0
    serials: tuple[str, ...] = ()


class Producing(Stepping[Work]):
    """From the number of a run to what went in and what came out."""

    kind = "produce"
    title = "PRODUCE"
    notes_type = Work

    def asks(self) -> Ask:
        """Ask for the run, then for goods, how many, which units, and where they go."""
        known = self.notes
        if not known.run:
            return Ask(
                "SCAN OR TYPE RUN", "RUN", self._take_run, listed=_open_runs,
                help=("The number of the run. One that is not there yet is opened, after a question.",),
            )  # fmt: skip
        if known.fresh:
            return self._ask_recipe()
        if not known.item:
            return self._ask_goods()
        item = the_item(known.item)
        if known.mode == MAKE and not known.lot and item.tracking is not Tracking.NONE:
            return Ask(
                "LOT, OR ENTER = NEXT NUMBER", "LOT", self._take_new_lot, enter=lambda: self._set_lot(NUMBERED),
                help=("Scan or type the number of the lot that is made. ENTER alone takes the next of the template.",),
            )  # fmt: skip
        if not known.quantity:
            return self._ask_quantity(item)
        if item.tracking is Tracking.SERIAL and len(known.serials) < known.quantity:
            number = f"{len(known.serials) + 1} OF {known.quantity}"
            return Ask(f"SCAN UNIT {number}", number, self._take_serial)
        if known.mode == SCRAP:
            return Ask("WHY IS IT THROWN AWAY", "WHY", self._take_reason)
        return Ask("SCAN BIN IT GOES TO", "TO BIN", self._take_bin, default="DOCK" if known.mode == MAKE else "")

    def _ask_recipe(self) -> Ask:
        choices = [Choice(one.code, one.code, one.item) for one in recipes(only_active=True)]
        return Ask(
            "BY WHICH RECIPE", "RECIPE", self._take_recipe, choices=(*choices, Choice("No recipe", _NO_RECIPE)),
            help=("A recipe says what belongs into the run: anything else is asked about.",),
        )  # fmt: skip

    def _ask_goods(self) -> Ask:
        mode = self.notes.mode
        problems = (
            Problem("Give back what is not used", "GIVEBACK", lambda _typed: self._turn(BACK), number=1),
            Problem("Throw something away", "SCRAP", lambda _typed: self._turn(SCRAP), number=2),
            Problem("The run is over", "CLOSERUN", lambda _typed: self._close(), number=3),
        )
        recipe = self._recipe()
        return Ask(
            *_LABELS[mode], self._take_label, default=recipe.item if recipe and mode == MAKE else "",
            problems=problems, listed=self._listed,
            done=lambda: self._turn(TAKE if mode == MAKE else MAKE), done_label="Use" if mode == MAKE else "Make",
            help=("Scan the label of each ingredient. F6 puts down what was made. F5: give back, throw away, close.",),
        )  # fmt: skip

    def _ask_quantity(self, item: Item) -> Ask:
        there = self._there(item)
        pack = pack_for(item, there or 1, self.notes.pack)
        return Ask(
            *how_many(pack), lambda text: self._take_quantity(text, item),
            default=in_pack(there, pack, item) if there else "",
            help=("How many. ENTER alone is what the recipe wants, or all that is there.",),
        )  # fmt: skip

    def heading(self) -> str:
        """Return which run it is."""
        return f"RUN {self.notes.run}" if self.notes.run else self.title

    def facts(self) -> tuple[Fact, ...]:
        """Return the goods in hand, else what went in and came out so far."""
        known = self.notes
        if not known.run or known.fresh:
            return ()
        if known.item:
            item = the_item(known.item)
            facts = [item_fact(item)]
            if known.lot and known.lot != NUMBERED:
                facts.append(Fact("LOT", known.lot) if known.mode == MAKE else self._lot_fact(item))
            return (*facts, Fact("HOW MANY", spelled(known.quantity, item))) if known.quantity else tuple(facts)
        return self._so_far()

    def _lot_fact(self, item: Item) -> Fact:
        return lot_fact(self.notes.lot, the_lot(item, self.notes.lot).expires_on)

    def _so_far(self) -> tuple[Fact, ...]:
        recipe = self._recipe()
        facts = [Fact("RECIPE", f"{recipe.code} {recipe.item}")] if recipe else []
        for one in lots_of_run(the_run(self.notes.run).id):
            lot = lot_by_id(one.lot_id)
            label, quantity = ("USED", one.went_in) if one.went_in > 0 else ("MADE", one.came_out)
            if quantity > 0:
                words = f"{lot.number or lot.item} {spelled(quantity, the_item(lot.item))}"
                facts.append(Fact(label, words, f"{label} {words}"))
        return tuple(facts)

    def back(self) -> Work | None:
        """Return to the label, then to the ingredients, then to the run, then home."""
        known = self.notes
        if known.item:
            return Work(known.run, mode=known.mode)
        if known.run and known.mode != TAKE:
            return Work(known.run)
        return Work() if known.run else None

    def undone(self) -> None:
        """Ask for goods anew: what was taken or made is no longer so."""
        self.notes = Work(self.notes.run)

    def about(self) -> About:
        """Return the goods in hand."""
        known = self.notes
        return in_hand(known.item, "" if known.lot == NUMBERED else known.lot, "")

    def _take_run(self, text: str) -> Reply:
        run = find_run(text)
        if run is not None:
            if run.closed:
                raise Refused("run-closed", f"Run {run.code} is closed", "Type another number")
            self.notes = Work(run.code)
            return NOTHING
        code = clean_code(text, "run")
        self.confirm("new-run", f"There is no run {code}. Open it?")
        if recipes(only_active=True):
            self.notes = Work(code, fresh=True)
            return NOTHING
        self.notes = Work(code)
        return Submit((Act("open-run", OpenRun(code)),))

    def _take_recipe(self, text: str) -> Reply:
        run = self.notes.run
        self.notes = Work(run)
        return Submit((Act("open-run", OpenRun(run, recipe="" if text == _NO_RECIPE else text)),))

    def _turn(self, mode: str) -> Reply:
        self.notes = Work(self.notes.run, mode=mode)
        return NOTHING

    def _close(self) -> Reply:
        return Submit((Act("close-run", CloseRun(self.notes.run)),))

    def _take_label(self, text: str) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM}, "Scan the label of the goods")
        if found.item is None:
            raise RuntimeError("a label has an item")
        mode = self.notes.mode
        if mode == MAKE:
            self.notes = Work(self.notes.run, mode=MAKE, item=found.item.code, lot=found.lot, pack=found.pack_name)
            return NOTHING
        lot = found.known.number if found.known else found.lot or self._only_lot(found, text)
        the_lot(found.item, lot)
        self.notes = Work(self.notes.run, mode=mode, item=found.item.code, lot=lot, pack=found.pack_name)
        return NOTHING

    def _only_lot(self, found: Found, text: str) -> str:
        """Return the lot of an item where its label names none: the one there is, or the one a person chooses."""
        if found.item is None or found.item.tracking is Tracking.NONE:
            return ""
        if self.notes.mode == TAKE:
            lots = list(dict.fromkeys(one.lot for one in stock.in_rotation(found.item.id, found.item.rotation)))
        else:
            in_run = lots_of_run(the_run(self.notes.run).id)
            numbers = [lot_by_id(one.lot_id) for one in in_run if one.went_in > 0]
            lots = [lot.number for lot in numbers if lot.item_id == found.item.id]
        if not lots:
            raise Refused("not-in-house", f"There is none of {found.name}", "Scan another label")
        return lots[0] if len(lots) == 1 else self.choose(text, f"{found.name}: several lots", lots[:9])

    def _take_new_lot(self, text: str) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM}, "Scan or type the lot") if text.startswith("]") else None
        return self._set_lot(found.lot if found and found.lot else text.strip())

    def _set_lot(self, lot: str) -> Reply:
        self.notes = replace(self.notes, lot=lot)
        return NOTHING

    def _take_quantity(self, text: str, item: Item) -> Reply:
        there = self._there(item)
        quantity = read_quantity(text, pack_for(item, there or 1, self.notes.pack), item)
        known = replace(self.notes, quantity=quantity)
        self.notes = known
        if known.mode == TAKE and item.tracking is not Tracking.SERIAL:
            return self._submit_taking(known)
        return NOTHING

    def _take_serial(self, text: str) -> Reply:
        item = the_item(self.notes.item)
        known = replace(self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, item)))
        self.notes = known
        if known.mode == TAKE and len(known.serials) == known.quantity:
            return self._submit_taking(known)
        return NOTHING

    def _submit_taking(self, known: Work) -> Reply:
        goods = Ingredient(known.item, known.lot, known.quantity, serials=known.serials)
        return Submit((Act("consume-run", ConsumeRun(known.run, goods, self.accepted)),))

    def _take_bin(self, text: str) -> Reply:
        found = self.look(text, {What.BIN}, "Scan the bin it goes to")
        if found.place is None:
            raise RuntimeError("a bin has a place")
        known, target = self.notes, found.place.code
        if known.mode == BACK:
            slip = GiveBack(known.run, known.item, known.lot, known.quantity, target, known.serials)
            return Submit((Act("give-back", slip),))
        lot = None if known.lot in ("", NUMBERED) else known.lot
        product = Product(known.item, known.quantity, lot, serials=known.serials)
        return Submit((Act("produce-run", ProduceRun(known.run, product, target, accept=self.accepted)),))

    def _take_reason(self, text: str) -> Reply:
        known = self.notes
        slip = ScrapRun(known.run, known.item, known.lot, known.quantity, text, known.serials)
        return Submit((Act("scrap-run", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what went in or came out, and ask for the next."""
        done, mode = results[-1], self.notes.mode
        self.notes = Work(self.notes.run, mode=mode if mode == MAKE else TAKE)
        if isinstance(done, RunOpened):
            return ok(f"Run {done.run} is open", "Scan what is used")
        if isinstance(done, RunClosed):
            self.notes = Work()
            return ok(f"Run {done.run} is closed")
        if isinstance(done, RunProduced):
            made = done.produced
            return ok(f"made {spelled(made.quantity, the_item(made.item))} {made.lot or made.item}", f"in {made.bin}")
        if isinstance(done, RunConsumed | RunReturned):
            goods = done.consumed if isinstance(done, RunConsumed) else done.goods
            word = {TAKE: "used", BACK: "gave back", SCRAP: "threw away"}[mode]
            return ok(f"{word} {spelled(goods.quantity, the_item(goods.item))} {goods.lot or goods.item}")
        raise RuntimeError("producing takes and makes")

    def _recipe(self) -> Recipe | None:
        run = find_run(self.notes.run)
        return recipe_by_id(run.recipe_id) if run and run.recipe_id else None

    def _there(self, item: Item) -> int:
        """Return what ENTER alone means: what the recipe wants still, what is free, or what is in work."""
        known = self.notes
        if known.mode == MAKE:
            return 0
        lot, run = the_lot(item, known.lot), the_run(known.run)
        if known.mode != TAKE:
            return in_production(run.id, lot.id)
        free = sum(one.available for one in stock.of_lot(lot.id))
        recipe = self._recipe()
        if recipe is None:
            return free
        used = sum(one.went_in for one in lots_of_run(run.id) if lot_by_id(one.lot_id).item_id == item.id)
        left = recipe.wanted(item.id, run.planned) - used
        return min(free, left) if left > 0 else free

    def _listed(self) -> tuple[Choice, ...]:
        """Return what may be scanned: what the recipe names, or what is in work."""
        recipe = self._recipe()
        if self.notes.mode in (BACK, SCRAP):
            run = the_run(self.notes.run)
            lots = [lot_by_id(one.lot_id) for one in lots_of_run(run.id) if one.went_in > 0]
            return tuple(Choice(f"{lot.item} {lot.number}", lot.number or lot.item) for lot in lots)
        if recipe is None:
            return ()
        making = self.notes.mode == MAKE
        named = [(one.item, one.name) for one in recipe.lines if one.comes_out == making]
        return tuple(
            Choice(f"{item} {name}", item) for item, name in [*([(recipe.item, "")] if making else []), *named]
        )


def _open_runs() -> tuple[Choice, ...]:
    return tuple(Choice(one.code, one.code, one.kind.value) for one in runs(only_open=True))
