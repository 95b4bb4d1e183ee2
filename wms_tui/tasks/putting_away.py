"""Putting away: scan what stands at the dock, take it to the bin that is named, scan the bin."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wms_tui.domain.putaway import Part
from wms_tui.domain.rotation import Candidate
from wms_tui.domain.rows import Item, Place, spelled
from wms_tui.domain.types import PlaceKind
from wms_tui.errors import Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.fitting import refuse_goods
from wms_tui.operations.move import MovePlate
from wms_tui.operations.put_away import PutAway
from wms_tui.queries import stock
from wms_tui.queries.items import item_by_id, the_item
from wms_tui.queries.lots import find_lot, lot_by_id
from wms_tui.queries.places import find_place, the_bin
from wms_tui.tasks.asking import Ask, Problem
from wms_tui.tasks.bin_choice import best_bins, goods_of, goods_on, on_plate
from wms_tui.tasks.bin_proof import is_proof
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.resolving import Found, What
from wms_tui.tasks.serials import read_serial, units_to_scan
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import how_many, item_fact, lot_fact, ok, pack_for, quantity_fact, read_quantity, unit_fact


@dataclass(frozen=True, slots=True)
class Load:
    """What is being put away."""

    item: str = ""
    lot: str = ""
    source: str = ""
    quantity: int = 0
    plate: str = ""
    pack: str = ""
    asks_part: bool = False
    serials: tuple[str, ...] = ()
    target: str = ""
    """The bin that was proved, while units are still to be scanned."""


class PuttingAway(Stepping[Load]):
    """From the dock to a bin."""

    kind = "put-away"
    title = "PUT AWAY"
    notes_type = Load

    def asks(self) -> Ask:
        """Ask for the goods, then for the bin."""
        load = self.notes
        if load.plate:
            return self._ask_bin()
        if not load.item:
            return Ask(
                "SCAN LABEL OR PALLET", "LABEL", self._take_goods, listed=_at_the_dock,
                help=("Scan what stands at the dock. F4 lists what is there.",),
            )  # fmt: skip
        item = the_item(load.item)
        if load.asks_part:
            pack = pack_for(item, load.quantity, load.pack)
            return Ask(*how_many(pack), lambda text: self._take_part(text, item))
        if load.target:
            number = f"{len(load.serials) + 1} OF {load.quantity}"
            return Ask(f"SCAN UNIT {number}", number, self._take_serial)
        return self._ask_bin()

    def facts(self) -> tuple[Fact, ...]:
        """Return where to go, with what, and why there."""
        load = self.notes
        if not (load.item or load.plate):
            return ()
        best = self._suggested()
        place = Fact("GO TO", best[0].bin if best else "no bin fits")
        why = (Fact("WHY", best[0].why),) if best else ()
        if load.plate:
            return (place, Fact("PALLET", load.plate), *_contents(load.plate), *why)
        item = the_item(load.item)
        lot = find_lot(item.id, load.lot)
        goods = (
            (item_fact(item), lot_fact(load.lot, lot.expires_on if lot else None)) if load.lot else (item_fact(item),)
        )
        unit = unit_fact(pack_for(item, load.quantity, load.pack), item) if load.asks_part else ()
        return (place, *goods, quantity_fact("PUT", load.quantity, item), *unit, *why)

    def about(self) -> About:
        """Return the goods in hand, and where they are taken to."""
        load = self.notes
        return in_hand(load.item, load.lot, load.plate, load.source, load.target)

    def back(self) -> Load | None:
        """Return to the goods, then home."""
        if self.notes.asks_part:
            return replace(self.notes, asks_part=False)
        return None if self.idle else Load()

    def undone(self) -> None:
        """Begin with the goods again: how many there are has changed."""
        self.notes = Load()

    def _take_goods(self, text: str) -> Reply:
        expects = {What.ITEM, What.LOT, What.PLATE}
        found = self.look(text, expects, "Scan a label at the dock", lambda one: bool(_waiting(one)))
        if found.what is What.PLATE:
            return self._take_plate(found.plate)
        waiting = _waiting(found)
        if not waiting or found.item is None:
            raise Refused("not-at-dock", f"{found.name} is not at the dock", _elsewhere(found))
        lots = list(dict.fromkeys(one.lot for one in waiting))
        lot = lots[0] if len(lots) == 1 else self.choose(text, f"{found.name}: several lots", lots)
        here = [one for one in waiting if one.lot == lot and one.bin == waiting[0].bin]
        free = sum(one.available for one in here)
        self.notes = Load(
            found.item.code, lot, waiting[0].bin, free, pack=found.pack_name
        )  # fmt: skip
        return NOTHING

    def _take_plate(self, plate: str) -> Reply:
        there = on_plate(plate)
        if not there:
            raise Refused("empty-plate", f"Nothing is on {plate}", "Scan the label of the goods")
        if there[0].kind == PlaceKind.BIN:
            raise Refused("not-at-dock", f"It is in {there[0].bin} already", "Use Move to take it elsewhere")
        self.notes = Load(plate=plate, source=there[0].bin)
        return NOTHING

    def _ask_bin(self) -> Ask:
        problems = (Problem("Put away only a part", "PART", self._part),) if not self.notes.plate else ()
        return Ask(
            "SCAN BIN OR CHECK DIGITS", "BIN", self._take_bin, listed=self._other_bins, problems=problems,
            help=(
                "Scan the label of the bin, or type the digits on it.",
                "Another bin that fits: scan it, and again to say yes.",
            ),
        )  # fmt: skip

    def _part(self, typed: str) -> Reply:
        if typed:
            return self._take_part(typed, the_item(self.notes.item))
        self.notes = replace(self.notes, asks_part=True)
        return NOTHING

    def _take_part(self, text: str, item: Item) -> Reply:
        load = self.notes
        quantity = read_quantity(text, pack_for(item, load.quantity, load.pack), item)
        if quantity > load.quantity:
            raise Refused("not-there", f"Only {spelled(load.quantity, item)} are there", "Type how many you take")
        self.notes = replace(load, quantity=quantity, asks_part=False)
        return NOTHING

    def _take_bin(self, text: str) -> Reply:
        best = self._suggested()
        place = self._bin(text, best)
        quantity = self._fitting(place)
        if not best or place.code != best[0].bin:
            self.confirm(f"bin-{place.code}", f"Not {best[0].bin if best else 'suggested'}. Use {place.code}?")
        if self.notes.plate:
            return Submit((Act("move-plate", MovePlate(self.notes.plate, place.code, accept=self.accepted)),))
        self.notes = replace(self.notes, target=place.code, quantity=quantity)
        return self._submit_or_ask()

    def _bin(self, text: str, best: Sequence[Part]) -> Place:
        suggested = the_bin(best[0].bin) if best else None
        if suggested is not None and find_place(text) is None and is_proof(text, suggested):
            return suggested
        found = self.look(text, {What.BIN}, "Scan the bin")
        if found.place is None:
            raise RuntimeError("a bin has a place")
        if found.place.code == self.notes.source:
            raise Refused("same-place", f"It is in {found.place.code} already", "Scan where it goes")
        return found.place

    def _fitting(self, place: Place) -> int:
        """Return how much of the goods the bin takes, or refuse it by the name of the rule it breaks."""
        load = self.notes
        if load.plate:
            for one in on_plate(load.plate):
                lot = lot_by_id(one.lot_id)
                refuse_goods(place, item_by_id(lot.item_id), lot.number, one.quantity)
            return 0
        item = the_item(load.item)
        try:
            refuse_goods(place, item, load.lot, load.quantity)
        except Refused as broken:
            room = broken.details.get("room")
            if broken.code != "bin-full" or not room:
                raise
            if self._suggested() and self._suggested()[0].bin == place.code:
                return int(room)
            self.confirm(f"room-{place.code}", f"{place.code} takes {spelled(room, item)}", "Y = put that much")
            return int(room)
        return load.quantity

    def _take_serial(self, text: str) -> Reply:
        self.notes = replace(
            self.notes, serials=(*self.notes.serials, read_serial(text, self.notes.serials, the_item(self.notes.item)))
        )
        return self._submit_or_ask()

    def _submit_or_ask(self) -> Reply:
        load = self.notes
        item = the_item(load.item)
        there = _lot_at(item, load)
        if len(load.serials) < units_to_scan(item, load.quantity, there):
            return NOTHING
        slip = PutAway(
            item.code, load.lot, load.quantity, load.source, load.target, load.serials, accept=self.accepted
        )  # fmt: skip
        return Submit((Act("put-away", slip),))

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say where it is, and go on with what is left of it at the dock."""
        load = self.notes
        if load.plate:
            target = on_plate(load.plate)[0].bin
            self.notes = Load()
            return ok(f"put {load.plate[-6:]} in {target}", "Scan the next one")
        item = the_item(load.item)
        what = f"put {spelled(load.quantity, item)} {load.lot or item.code} in {load.target}"
        left = sum(one.available for one in _lot_at(item, load))
        self.notes = Load(load.item, load.lot, load.source, left, pack=load.pack) if left else Load()
        return ok(what, f"{spelled(left, item)} are left" if left else "Scan the next one")

    def _suggested(self) -> list[Part]:
        """Return the best bin for the goods and the next two."""
        load = self.notes
        contents = goods_on(load.plate) if load.plate else [goods_of(the_item(load.item), load.lot, load.quantity)]
        if not contents:
            return []
        return best_bins(contents, load.source, whole=bool(load.plate))

    def _other_bins(self) -> tuple[Choice, ...]:
        return tuple(Choice(one.bin, one.bin, one.why) for one in self._suggested()[1:])


def _contents(plate: str) -> tuple[Fact, ...]:
    """Return what is on a plate: its goods, or how many lots it has where they are several."""
    there = on_plate(plate)
    if len(there) != 1:
        return (Fact("HOLDS", f"{len(there)} lots"),)
    lot = lot_by_id(there[0].lot_id)
    item = item_by_id(lot.item_id)
    return (item_fact(item), lot_fact(lot.number, lot.expires_on), quantity_fact("PUT", there[0].quantity, item))


def _waiting(found: Found) -> list[Candidate]:
    """Return what of a scanned item or lot waits at a dock."""
    if found.what is What.PLATE:
        return [one for one in on_plate(found.plate) if one.kind == PlaceKind.DOCK]
    if found.item is None or (found.what is What.LOT and found.known is None):
        return []
    there = stock.of_lot(found.known.id) if found.known else stock.in_rotation(found.item.id, found.item.rotation)
    return [one for one in there if one.kind == PlaceKind.DOCK and one.available > 0]


def _lot_at(item: Item, load: Load) -> list[Candidate]:
    lot = find_lot(item.id, load.lot)
    return stock.of_lot_at(lot.id, the_bin(load.source).id) if lot else []


def _elsewhere(found: Found) -> str:
    """Return where a lot is that is not at the dock."""
    bins = [one.bin for one in stock.of_lot(found.known.id)] if found.known else []
    return f"It is in {', '.join(bins[:2])}" if bins else "Receive it first"


def _at_the_dock() -> tuple[Choice, ...]:
    """Return the lots that wait at the dock."""
    dock = find_place("DOCK")
    there = stock.at_place(dock.id) if dock else []
    found = []
    for one in there:
        lot = lot_by_id(one.lot_id)
        item = item_by_id(lot.item_id)
        label = f"{item.code} {lot.number}".strip()
        found.append(Choice(label, one.plate or lot.number or item.code, spelled(one.quantity, item)))
    return tuple(found)
