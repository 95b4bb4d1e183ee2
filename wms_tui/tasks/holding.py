"""Holding: a scan says what, a digit says why, and it is stopped everywhere; a scan of what is held releases it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from wms_tui import clock
from wms_tui.domain.codes import excerpt
from wms_tui.domain.rights import may
from wms_tui.domain.rows import Lot
from wms_tui.domain.types import PlaceKind, Status, Tracking
from wms_tui.errors import BadInput, NotFound, Refused
from wms_tui.operations.acting import Done
from wms_tui.operations.hold import Hold, Release
from wms_tui.operations.hold_things import HoldBin, HoldPlate, ReleaseBin, ReleasePlate
from wms_tui.queries import stock
from wms_tui.queries.holds import Note, note_of_lot, note_of_place, note_of_plate
from wms_tui.queries.items import the_item
from wms_tui.queries.lots import find_lot, lot_by_id, the_lot
from wms_tui.queries.people import standing
from wms_tui.queries.places import the_bin
from wms_tui.tasks import hold_words
from wms_tui.tasks.asking import Ask
from wms_tui.tasks.prompt import NOTHING, Choice, Fact, Feedback
from wms_tui.tasks.reasons import refuse_no_reason
from wms_tui.tasks.resolving import Found, What, meanings
from wms_tui.tasks.stepping import Stepping
from wms_tui.tasks.stopping import About, in_hand
from wms_tui.tasks.task import Act, Reply, Submit
from wms_tui.tasks.wording import moment_words, ok, status_word

REASONS = ("damaged", "leaking", "wrong label", "too warm", "to be tested")
GOOD_REASONS = ("tested good", "sorted out", "held by mistake")
PALLET, HERE, EVERYWHERE, WHOLE_BIN = "pallet", "here", "everywhere", "bin"


@dataclass(frozen=True, slots=True)
class Doubtful:
    """What may not be good, and why, as far as it is said."""

    item: str = ""
    lot: str = ""
    plate: str = ""
    bin: str = ""
    reason: str = ""
    scope: str = ""
    releases: str = ""
    """What is to be released: a lot, a pallet or a bin, which are on hold."""

    @property
    def name(self) -> str:
        """What it is called in what is said and saved."""
        named = {
            PALLET: f"pallet {self.plate[-6:]}",
            WHOLE_BIN: self.bin,
            HERE: f"{self.lot or self.item} in {self.bin}",
        }
        return named.get(self.scope or self.releases, self.lot or self.item)


class Holding(Stepping[Doubtful]):
    """Stop a lot, a part of it, a pallet or a bin; or let it go again."""

    kind = "hold"
    title = "HOLD"
    notes_type = Doubtful

    def asks(self) -> Ask:
        """Ask what it is, then why; and how much of it where that is not said by the scan."""
        known = self.notes
        if not (known.item or known.plate or known.bin):
            return Ask(
                "SCAN LABEL, PALLET OR BIN", "WHAT", self._take_thing, shows=lambda: ok("", opens="holds"),
                help=("Scan what is not good: a lot, a pallet or a bin. What is on hold says why by its scan.",
                      "Who may release it, quality as a rule, is then asked for the reason.",
                      "F4 shows all that is on hold."),
            )  # fmt: skip
        if known.releases:
            choices = tuple(Choice(one.capitalize(), one) for one in GOOD_REASONS)
            return Ask("WHY IS IT GOOD", "WHY GOOD", self._release, choices=choices)
        if not known.reason:
            choices = tuple(Choice(one.capitalize(), one) for one in REASONS)
            return Ask(
                "WHY HOLD IT", "WHY", self._take_reason, choices=choices, commands={"PLACE": self._take_place},
                listed=self._places if known.lot and not known.bin else None,
                help=("Choose a reason by its digit, or type one. F4 holds only what is in one bin.",),
            )  # fmt: skip
        return Ask(
            "HOLD HOW MUCH", "HOW MUCH", self._take_scope, default=self._scopes()[0].answer, choices=self._scopes(),
            help=("ENTER takes the first. A lot here goes to the cage; a lot everywhere is stopped where it is.",),
        )  # fmt: skip

    def facts(self) -> tuple[Fact, ...]:
        """Return what it is, how much there is, and of what is on hold since when, by whom and why."""
        known = self.notes
        if self.idle:
            return ()
        note = self._note() if known.releases else None
        held = (Fact("ON HOLD", f"{moment_words(note.at)} BY {note.by}"), Fact("WHY", note.reason)) if note else ()
        return (*hold_words.facts(known.item, known.lot, known.plate, known.bin), *held)

    def back(self) -> Doubtful | None:
        """Return to the reason, then to the scan, then home."""
        if self.notes.reason:
            return replace(self.notes, reason="")
        return None if self.idle else Doubtful()

    def undone(self) -> None:
        """Begin again: what is on hold has changed."""
        self.notes = Doubtful()

    def about(self) -> About:
        """Return what was scanned: somebody else may hold it first."""
        known = self.notes
        return in_hand(known.item, known.lot, known.plate, known.bin)

    def after_stop(self, one: object) -> str:
        """Begin again: it is on hold by now."""
        self.notes = Doubtful()
        return "Nothing is left to do. Scan the next"

    def booked(self, results: Sequence[Done]) -> Feedback:
        """Say what is on hold now, how many picks that stopped, and what of it waits at the stage."""
        before, self.notes = self.notes, Doubtful()
        return hold_words.told(before.name, results[-1], releases=bool(before.releases))

    def words_of(self, results: Sequence[Done]) -> Mapping[int, str]:
        """Return what was put on hold or released."""
        known = self.notes
        return {one.entry: hold_words.short(known.name, one, releases=bool(known.releases)) for one in results}

    def _take_thing(self, text: str) -> Reply:
        found = self.look(text, {What.LOT, What.ITEM, What.PLATE, What.BIN}, "Scan a label, a pallet or a bin")
        self._begin(found)
        return NOTHING

    def _begin(self, found: Found) -> None:
        """Take note of what was scanned, with what is known by it: the lot of a pallet, the only lot of a bin."""
        if found.what is What.PLATE:
            there = stock.on_plate(stock.plate_id(found.plate) or 0)
            if not there:
                raise Refused("unknown-plate", f"Nothing is on {found.plate[-8:]}", "Scan the pallet again")
            self.notes = replace(self._only_lot([one.lot_id for one in there]), plate=found.plate, bin=there[0].bin)
        elif found.what is What.BIN and found.place:
            there = stock.at_place(found.place.id)
            self.notes = replace(self._only_lot([one.lot_id for one in there]), bin=found.place.code)
        else:
            self.notes = self._of_label(found)
        held = self._held()
        if held:
            self._refuse_who_may_not_release(held)
            self.notes = replace(self.notes, releases=held)
        elif not self._scopes():
            raise Refused("nothing-to-hold", f"{excerpt(found.name)} cannot be held", "Scan a label, a pallet or a bin")

    def _of_label(self, found: Found) -> Doubtful:
        """Return what a label names, which must be known here.

        Raises:
            NotFound: ``unknown-lot``.
            Refused: ``lot-needed`` where only an item with lots is named; ``lot-rejected``, ``lot-recalled``.
        """
        item = found.item
        if item is None or (not found.lot and item.tracking is not Tracking.NONE):
            raise Refused("lot-needed", f"{excerpt(found.name)} has lots", "Scan or type the lot")
        lot = the_lot(item, found.lot)
        if lot.status in (Status.REJECTED, Status.RECALLED):
            raise Refused(f"lot-{lot.status}", f"{lot.number} is {status_word(lot.status)}", "It may not leave anyway")
        return Doubtful(item=item.code, lot=lot.number)

    def _only_lot(self, lots: Sequence[int]) -> Doubtful:
        if len(set(lots)) != 1:
            return Doubtful()
        lot = lot_by_id(lots[0])
        return Doubtful(item=lot.item, lot=lot.number)

    def _lot(self) -> Lot | None:
        return find_lot(the_item(self.notes.item).id, self.notes.lot) if self.notes.item else None

    def _held(self) -> str:
        """Return what of it is on hold already: the pallet, the bin, or the lot; the narrowest first."""
        known, lot = self.notes, self._lot()
        if known.plate and note_of_plate(stock.plate_id(known.plate) or 0):
            return PALLET
        if known.bin and the_bin(known.bin).held:
            return WHOLE_BIN
        return EVERYWHERE if lot and lot.status is Status.HOLD else ""

    def _note(self) -> Note | None:
        known, lot = self.notes, self._lot()
        if known.releases == PALLET:
            return note_of_plate(stock.plate_id(known.plate) or 0)
        if known.releases == WHOLE_BIN:
            return note_of_place(the_bin(known.bin).id)
        return note_of_lot(lot.id) if lot else None

    def _refuse_who_may_not_release(self, held: str) -> None:
        """Tell who may not release it since when it is on hold, by whom and why.

        Raises:
            Refused: ``not-allowed``.
        """
        person = standing(self.by)
        if person is None or may(person.roles, "release"):
            return
        self.notes = replace(self.notes, releases=held)
        note = self._note()
        what = f"{self.notes.name} is on hold"
        since = f"{moment_words(note.at)} by {note.by}: {note.reason}" if note else "Quality releases it"
        raise Refused("not-allowed", what, since)

    def _scopes(self) -> tuple[Choice, ...]:
        """Return how much may be held, each with a digit of its own; the one that was scanned comes first."""
        known, lot = self.notes, self._lot()
        place = the_bin(known.bin) if known.bin else None
        in_a_bin = place is not None and place.kind is not PlaceKind.CAGE
        found: list[Choice] = []
        if known.plate:
            found.append(Choice("This pallet", PALLET, number=1))
        if lot and place and place.kind not in (PlaceKind.CAGE, PlaceKind.STAGE) and stock.of_lot_at(lot.id, place.id):
            found.append(Choice("This lot here, to the cage", HERE, number=2))
        if lot and lot.status in (Status.RELEASED, Status.QUARANTINE):
            found.append(Choice("This lot everywhere", EVERYWHERE, number=3))
        if in_a_bin:
            whole = Choice(f"All of {known.bin}", WHOLE_BIN, number=4)
            found = [*found, whole] if known.plate or known.scope == HERE else [whole, *found]
        return tuple(found)

    def _take_reason(self, text: str) -> Reply:
        if not self._is_reason(text, REASONS):
            return NOTHING
        self.notes = replace(self.notes, reason=text)
        scopes = self._scopes()
        return self._take_scope(scopes[0].answer) if len(scopes) == 1 else NOTHING

    def _is_reason(self, text: str, usual: Collection[str]) -> bool:
        """Return whether a text says why; a label in its place begins anew, or says which lot of the bin is meant.

        Raises:
            Refused: ``bad-reason``, also for a label of something that cannot be held.
        """
        if text in usual:
            return True
        if self._is_other_thing(text):
            return False
        refuse_no_reason(text, usual)
        return True

    def _is_other_thing(self, text: str) -> bool:
        """Return whether a text is a label, and take note of it."""
        try:
            found = [one for one in meanings(text, clock.today()) if one.what in (What.LOT, What.PLATE, What.BIN)]
        except (NotFound, BadInput):
            return False
        found = [one for one in found if one.what is not What.LOT or one.known is not None]
        if len(found) != 1:
            return False
        known = self.notes
        place = "" if known.plate or known.releases else known.bin
        self._begin(found[0])
        if found[0].what is What.LOT and place and not self.notes.releases:
            self.notes = replace(self.notes, bin=place, scope=HERE)
        return True

    def _take_place(self, code: str) -> Reply:
        self.notes = replace(self.notes, bin=the_bin(code).code, scope=HERE)
        return NOTHING

    def _places(self) -> tuple[Choice, ...]:
        lot = self._lot()
        return hold_words.places(lot) if lot else ()

    def _take_scope(self, text: str) -> Reply:
        known = self.notes
        if text not in {one.answer for one in self._scopes()}:
            raise Refused("bad-scope", f"{excerpt(text)} is none of these", "Choose one by its digit")
        self.notes = replace(known, scope=text)
        if text == PALLET:
            return Submit((Act("hold-plate", HoldPlate(known.plate, known.reason)),))
        if text == WHOLE_BIN:
            return Submit((Act("hold-bin", HoldBin(known.bin, known.reason)),))
        lot = self._lot()
        if text == HERE and lot:
            there = sum(one.quantity for one in stock.of_lot_at(lot.id, the_bin(known.bin).id))
            return Submit((Act("hold", Hold(known.item, known.lot, known.reason, bin=known.bin, quantity=there)),))
        return Submit((Act("hold", Hold(known.item, known.lot, known.reason)),))

    def _release(self, reason: str) -> Reply:
        if not self._is_reason(reason, GOOD_REASONS):
            return NOTHING
        known = self.notes
        if known.releases == PALLET:
            return Submit((Act("release-plate", ReleasePlate(known.plate, reason)),))
        if known.releases == WHOLE_BIN:
            return Submit((Act("release-bin", ReleaseBin(known.bin, reason)),))
        return Submit((Act("release", Release(known.item, known.lot, reason)),))
