"""Which stock serves which lines of many orders, so that the strict ones are served too and the least expires.

The lines of one item stand in the sequence of their orders. Taken one after the other (``in_turn``), each
takes the first stock in rotation that it may use, and leaves a later line without it that could have used
nothing else: a part of life, or a lot that was asked for. ``look_ahead`` chooses for all of them at once.
What it promises, in this order:

1. Every line gets at least what it gets in turn, and all together get the most there can be. More than in
   turn goes to the line that stands first.
2. Of all choices that serve the most, from the beginning of the rotation to any point of it no other uses
   more. For FEFO that is: up to any removal date no other choice leaves less behind.
3. Of stock of the same turn the sequence of the rotation decides to the last balance (the way, then what
   empties the bin), and where taking in turn does all this already, it is left as it is.

All three can be had at once. What lines can be given is a matroid, so that what some of them have can be added
to until it is the most, and none has to give any up (augmenting paths); so is what stock can be used, and there
the greedy choice is the best for every prefix (Rado, Edmonds). That any largest set of the one goes with any
largest set of the other is the theorem of Mendelsohn and Dulmage (1958).

Stock that the same needs may use is one node of the flow, and lines of one need are another.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import NamedTuple

from wms_tui.domain.flow import Flow
from wms_tui.domain.rotation import NEVER, Candidate, Need, place_reason, usable


class Demand(NamedTuple):
    """A line that stock is sought for: its row, what the stock must satisfy, and how much, in base units."""

    line: int
    need: Need
    quantity: int


class Take(NamedTuple):
    """So much of a balance for a line."""

    line: int
    stock: Candidate
    quantity: int


@dataclass(frozen=True, slots=True)
class Plans:
    """The same lines served in turn and with look-ahead, and the stock that was looked at for them."""

    in_turn: tuple[Take, ...]
    ahead: tuple[Take, ...]
    stock: tuple[Candidate, ...]
    """In rotation; what stands behind it is of no use to these lines."""
    usable: tuple[bool, ...]
    """Whether any of the lines may use it."""


def plan(demands: Sequence[Demand], rotation: Iterable[Candidate]) -> Plans:
    """Return how lines of one item are served in turn, and how with look-ahead.

    ``rotation`` is the stock of the item in the order in which it leaves. It is read only as far as it can
    matter: as soon as every need could cover all lines by itself, nothing behind that is touched.
    """
    wanted = [one for one in demands if one.quantity > 0]
    kinds = _Kinds(wanted)
    kinds.read(rotation)
    turn = _in_turn(wanted, kinds)
    ahead = turn if kinds.served_best(turn) else _look_ahead(wanted, kinds, turn)
    return Plans(
        kinds.takes(wanted, turn), kinds.takes(wanted, ahead), tuple(kinds.stock),
        tuple(mask != 0 for mask in kinds.masks),
    )  # fmt: skip


def in_turn(demands: Sequence[Demand], rotation: Iterable[Candidate]) -> tuple[Take, ...]:
    """Return what lines of one item take one after the other, each the first that it may use."""
    return plan(demands, rotation).in_turn


def look_ahead(demands: Sequence[Demand], rotation: Iterable[Candidate]) -> tuple[Take, ...]:
    """Return what lines of one item take so that all of them get the most and the least expires."""
    return plan(demands, rotation).ahead


class _Part(NamedTuple):
    """So much of a balance for a demand, both by their places in the sequence."""

    demand: int
    stock: int
    quantity: int


class _Kinds:
    """The needs there are, and the stock with those of them that may use it."""

    def __init__(self, demands: Sequence[Demand]) -> None:
        """Number the needs as they come up in the sequence."""
        self.needs: dict[Need, int] = {}
        self.need_of = [self.needs.setdefault(one.need, len(self.needs)) for one in demands]
        self.total = sum(one.quantity for one in demands)
        self.stock: list[Candidate] = []
        self.masks: list[int] = []
        """For each balance a bit for each need that may use it."""
        self._of_lot: dict[int, int] = {}

    def read(self, rotation: Iterable[Candidate]) -> None:
        """Read stock until every need could cover all lines from it alone."""
        found = [0] * len(self.needs)
        open_needs = (1 << len(found)) - 1 if self.total else 0
        if not open_needs:
            return
        for one in rotation:
            mask = self._mask(one)
            self.stock.append(one)
            self.masks.append(mask)
            for need in _bits(mask & open_needs):
                found[need] += one.available
                if found[need] >= self.total:
                    open_needs ^= 1 << need
            if not open_needs:
                return

    def _mask(self, one: Candidate) -> int:
        """Return the needs that may use a balance.

        Of a place that nothing is picked from, and of what is promised, nobody may; of all other balances of a lot
        the same needs.
        """
        if one.available <= 0 or place_reason(one):
            return 0
        mask = self._of_lot.get(one.lot_id)
        if mask is None:
            mask = sum(1 << number for need, number in self.needs.items() if usable(one, need))
            self._of_lot[one.lot_id] = mask
        return mask

    def served_best(self, turn: Sequence[_Part]) -> bool:
        """Return whether taking in turn cannot be bettered, as far as that is seen without looking for more.

        With one need it never can. Else all lines must be served, and nothing usable be left before the last taken.
        """
        if len(self.needs) <= 1:
            return True
        if sum(part.quantity for part in turn) < self.total:
            return False
        used = self.used(turn)
        last = max((part.stock for part in turn), default=0)
        return all(used[n] == self.stock[n].available for n in range(last) if self.masks[n])

    def used(self, parts: Sequence[_Part]) -> list[int]:
        """Return how much of each balance is taken."""
        used = [0] * len(self.stock)
        for part in parts:
            used[part.stock] += part.quantity
        return used

    def takes(self, demands: Sequence[Demand], parts: Sequence[_Part]) -> tuple[Take, ...]:
        """Return parts with the lines and balances they stand for."""
        return tuple(Take(demands[part.demand].line, self.stock[part.stock], part.quantity) for part in parts)


def _bits(mask: int) -> Iterable[int]:
    """Return the numbers of the bits that are set, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


def _in_turn(demands: Sequence[Demand], kinds: _Kinds) -> list[_Part]:
    free = [one.available if mask else 0 for one, mask in zip(kinds.stock, kinds.masks, strict=True)]
    # What a need found used up stays used up: each need goes through the stock once.
    begin = [0] * len(kinds.needs)
    parts: list[_Part] = []
    for number, demand in enumerate(demands):
        need = kinds.need_of[number]
        left, place = demand.quantity, begin[need]
        while left and place < len(free):
            taken = min(left, free[place]) if kinds.masks[place] >> need & 1 else 0
            if taken:
                parts.append(_Part(number, place, taken))
                free[place] -= taken
                left -= taken
            if left:
                place += 1
        begin[need] = place
    return parts


def _look_ahead(demands: Sequence[Demand], kinds: _Kinds, turn: Sequence[_Part]) -> list[_Part]:
    groups = sorted({mask for mask in kinds.masks if mask})
    group_of = {mask: number for number, mask in enumerate(groups)}
    served = _most_served(demands, kinds, turn, groups, group_of)
    flow, used = _first_used(kinds, served, groups, group_of)
    if served == _served(demands, turn) and used == kinds.used(turn):
        return list(turn)
    return _shared_out(kinds, served, used, flow, group_of)


def _served(demands: Sequence[Demand], parts: Sequence[_Part]) -> list[int]:
    served = [0] * len(demands)
    for part in parts:
        served[part.demand] += part.quantity
    return served


def _most_served(
    demands: Sequence[Demand], kinds: _Kinds, turn: Sequence[_Part], groups: list[int], group_of: dict[int, int]
) -> list[int]:
    """Return how much each line gets: what it gets in turn, and more where others can take other stock."""
    served = _served(demands, turn)
    room = [0] * len(groups)
    for one, mask in zip(kinds.stock, kinds.masks, strict=True):
        if mask:
            room[group_of[mask]] += one.available
    edges = [[number for number, mask in enumerate(groups) if mask >> need & 1] for need in range(len(kinds.needs))]
    flow = Flow(edges, room)
    for part in turn:
        flow.load(kinds.need_of[part.demand], group_of[kinds.masks[part.stock]], part.quantity)
    for number, demand in enumerate(demands):
        if served[number] < demand.quantity:
            served[number] += flow.push(kinds.need_of[number], demand.quantity - served[number])
    return served


def _first_used(
    kinds: _Kinds, served: Sequence[int], groups: list[int], group_of: dict[int, int]
) -> tuple[Flow, list[int]]:
    """Return which kinds of stock serve which needs, and how much of each balance, the first in rotation first."""
    room = [0] * len(kinds.needs)
    for number, quantity in enumerate(served):
        room[kinds.need_of[number]] += quantity
    flow = Flow([list(_bits(mask)) for mask in groups], room)
    left = sum(served)
    used = [0] * len(kinds.stock)
    for place, (one, mask) in enumerate(zip(kinds.stock, kinds.masks, strict=True)):
        if mask and left:
            used[place] = flow.push(group_of[mask], min(left, one.available))
            left -= used[place]
    return flow, used


def _shared_out(
    kinds: _Kinds, served: Sequence[int], used: Sequence[int], flow: Flow, group_of: dict[int, int]
) -> list[_Part]:
    """Give the used stock to the lines: in their sequence, each the first in rotation that its need was given."""
    waiting: list[list[int]] = [[] for _ in group_of]
    for place in range(len(used) - 1, -1, -1):
        if used[place]:
            waiting[group_of[kinds.masks[place]]].append(place)
    left = list(used)
    parts: list[_Part] = []
    for number, quantity in enumerate(served):
        given = flow.sent[kinds.need_of[number]]
        while quantity:
            group = min(given, key=lambda one: waiting[one][-1])
            place = waiting[group][-1]
            taken = min(quantity, given[group], left[place])
            parts.append(_Part(number, place, taken))
            quantity -= taken
            left[place] -= taken
            given[group] -= taken
            if not left[place]:
                waiting[group].pop()
            if not given[group]:
                del given[group]
    return parts


class LeftBehind(NamedTuple):
    """What stays of lots that have to be removed by a day: units of each by its row, either way of serving."""

    until: date | None
    in_turn: dict[int, int]
    ahead: dict[int, int]


def left_behind(plans: Plans) -> LeftBehind:
    """Return what stays to expire either way, up to the removal date at which the two differ most.

    Of several such dates the first; where they never differ nothing is told. Of stock in FEFO look-ahead leaves no
    more up to any date. What no line may use and what has no date does not count.
    """
    more = 0
    most, until = 0, None
    turn, ahead = _used(plans.in_turn), _used(plans.ahead)
    dated = [one for one, may in zip(plans.stock, plans.usable, strict=True) if may and one.removal_on < NEVER]
    for on, same in groupby(sorted(dated, key=_removal), key=_removal):
        more += sum(ahead[_balance(one)] - turn[_balance(one)] for one in same)
        if more > most:
            most, until = more, on
    stays = [one for one in dated if until is not None and one.removal_on <= until]
    return LeftBehind(until, _left(stays, turn), _left(stays, ahead))


def _removal(one: Candidate) -> date:
    return one.removal_on


def _used(takes: Iterable[Take]) -> Counter[tuple[int, int, int]]:
    used: Counter[tuple[int, int, int]] = Counter()
    for one in takes:
        used[_balance(one.stock)] += one.quantity
    return used


def _left(stock: Iterable[Candidate], used: Counter[tuple[int, int, int]]) -> dict[int, int]:
    left: Counter[int] = Counter()
    for one in stock:
        left[one.lot_id] += one.available - used[_balance(one)]
    return {lot: quantity for lot, quantity in left.items() if quantity}


def _balance(one: Candidate) -> tuple[int, int, int]:
    return (one.place_id, one.lot_id, one.plate_id)
