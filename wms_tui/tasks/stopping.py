"""Stopping a person whose goods were put on hold meanwhile: at the next key, before it is taken for anything.

While nobody else writes, a key costs one number of the database; while nobody types, nothing is asked at all.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wms_tui.errors import WmsError
from wms_tui.queries import stock
from wms_tui.queries.changes import version
from wms_tui.queries.items import find_item
from wms_tui.queries.lots import find_lot
from wms_tui.queries.places import find_place
from wms_tui.queries.stops import Stopped, last_entry, stopped_since, who_stopped
from wms_tui.tasks.prompt import Feedback, Outcome
from wms_tui.tasks.wording import moment_words

_WORDS = {"hold": "PUT ON HOLD", "rejected": "REJECTED", "recalled": "RECALLED"}


@dataclass(frozen=True, slots=True)
class About:
    """What the present step of a task is about, by the numbers of rows."""

    lots: frozenset[int] = frozenset()
    plates: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()

    def concerns(self, one: Stopped) -> bool:
        """Return whether something that was stopped is what this step is about."""
        if one.scope == "part":
            return one.lot_id in self.lots and one.place_id in self.places
        return one.lot_id in self.lots or one.plate_id in self.plates or one.place_id in self.places


NOTHING_AT_ALL = About()


def in_hand(item: str, lot: str, plate: str, *bins: str) -> About:
    """Return what goods are about, by their codes, as far as they are known: the lot, the pallet with what is on it."""
    found = find_item(item) if item else None
    known = find_lot(found.id, lot) if found else None
    number = stock.plate_id(plate)
    on = {one.lot_id for one in stock.on_plate(number)} if number else set[int]()
    places = (find_place(one) for one in bins if one)
    return About(
        frozenset(on | {known.id} if known else on), frozenset((number,) if number else ()),
        frozenset(one.id for one in places if one),
    )  # fmt: skip


class Watch:
    """What this terminal knows of the ledger: how far it had come when the present step was shown."""

    def __init__(self) -> None:
        """Know of nothing yet."""
        self._version = 0
        self._entry = 0
        self._own: set[int] = set()

    def look(self) -> None:
        """Note how far the ledger is, before a step is made from it."""
        try:
            self._version, self._entry = version(), last_entry()
        except WmsError:
            # A warehouse that is away says so at the answer itself.
            self._version = 0
        self._own.clear()

    def note_own(self, entry: int) -> None:
        """Note what the person has done at this terminal: it is no news to them."""
        self._own.add(entry)

    def stop(self, about: Callable[[], About]) -> Stopped | None:
        """Return what was stopped since the last look, of what the step is about; the next look begins there.

        ``about`` is asked only where something was stopped at all.
        """
        try:
            now = version()
            if now == self._version:
                return None
            before, self._version, self._entry = self._entry, now, last_entry()
            found = [one for one in stopped_since(before) if one.entry not in self._own] if before else []
            what = about() if found else NOTHING_AT_ALL
        except WmsError:
            return None
        return next((one for one in found if what.concerns(one)), None)


def told(one: Stopped, do: str) -> Feedback:
    """Return what to tell the person: what was stopped, when and by whom; what to do now, and why it was stopped.

    The number of a recall stands at the front, and is not said again before the reason: the narrowest screen has room
    for both.
    """
    who = who_stopped(one.entry)
    when = moment_words(who.at)
    name = {"plate": f"PALLET {one.name[-6:]}", "part": f"{one.quantity} OF {one.name or one.item}"}
    what = "PUT INTO THE CAGE" if one.scope == "part" else _WORDS[one.status]
    what = f"{what} ({who.recall})" if who.recall else what
    was = "WERE" if one.scope == "part" and one.quantity > 1 else "WAS"
    reason = who.reason.removeprefix(f"{who.recall}: ")
    why = f". Why: {reason}" if reason else ""
    said = f"{name.get(one.scope, one.name or one.item)} {was} {what} {when} BY {who.by}"
    return Feedback(Outcome.REFUSED, said, f"{do}{why}", stops=True)
