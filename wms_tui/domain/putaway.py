"""Where goods go: the bins the rules propose, and the rule a bin chosen by hand would break.

Temperature classes match exactly: a bin without a class takes goods without a class, and no others. Bins that
are not pickable are proposed only where they are the item's own, as goods in them could not be sold; a person
may choose any. Capacity is counted in base units.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from wms_tui.domain.codes import natural_key
from wms_tui.domain.types import Mixing
from wms_tui.errors import Refused


@dataclass(frozen=True, slots=True)
class BinChoice:
    """A bin that goods might go to, and what is in it."""

    code: str
    walk: int = 0
    zone: str = ""
    temperature: str = ""
    fixed_item: str = ""
    """The item this bin is kept for; no other is proposed for it."""
    holds: tuple[tuple[str, str], ...] = ()
    """The items and lots in it."""
    quantity: int = 0
    """Base units in it, of all items."""
    capacity: int | None = None
    """Base units it takes; None is no limit."""
    mixing: Mixing = Mixing.ANY
    blocked: bool = False
    pickable: bool = True

    @property
    def room(self) -> int | None:
        """How many more base units it takes; None is no limit."""
        return None if self.capacity is None else max(0, self.capacity - self.quantity)


@dataclass(frozen=True, slots=True)
class Goods:
    """What is to be put away."""

    item: str
    lot: str
    quantity: int
    temperature: str = ""
    fixed_bin: str = ""
    """The bin that is the item's own."""
    zone: str = ""
    """Where the item belongs; empty bins there come first."""


@dataclass(frozen=True, slots=True)
class Part:
    """So much into one bin, and why there."""

    bin: str
    quantity: int
    why: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where the rules would put the goods."""

    parts: tuple[Part, ...]
    unassigned: int
    """Base units for which no bin was found."""


def propose(goods: Goods, bins: Iterable[BinChoice]) -> Proposal:
    """Return the bins for the goods: the item's own, with the same lot, with the same item, empty ones.

    Within each of these the bins of the goods' zone come first, in walk order. What does not fit goes to the
    next choice; what fits nowhere is unassigned.
    """
    choices = [choice for choice in bins if _eligible(goods, choice)]
    choices.sort(key=lambda choice: (choice.zone != goods.zone, choice.walk, natural_key(choice.code)))
    rest = goods.quantity
    parts: dict[str, Part] = {}
    for why, applies in PREFERENCES:
        for choice in choices:
            if rest > 0 and choice.code not in parts and applies(goods, choice):
                quantity = rest if choice.room is None else min(rest, choice.room)
                parts[choice.code] = Part(choice.code, quantity, why)
                rest -= quantity
    return Proposal(tuple(parts.values()), rest)


def refusal(goods: Goods, choice: BinChoice) -> Refused | None:
    """Return the first rule that a bin chosen by hand would break for these goods, or None.

    Codes: ``bin-blocked``, ``wrong-temperature``, ``mixing-item``, ``mixing-lot``, ``bin-full``. The hint of
    a full bin says how much it still takes, and so does ``details["room"]``.
    """
    for code, breaks, say in RULES:
        if breaks(goods, choice):
            message, hint = say(goods, choice)
            return Refused(code, message, hint, bin=choice.code, room=choice.room)
    return None


def _is_own(goods: Goods, choice: BinChoice) -> bool:
    return choice.code == goods.fixed_bin or choice.fixed_item == goods.item


def _has_lot(goods: Goods, choice: BinChoice) -> bool:
    return (goods.item, goods.lot) in choice.holds


def _has_item(goods: Goods, choice: BinChoice) -> bool:
    return any(item == goods.item for item, _ in choice.holds)


def _is_empty(_goods: Goods, choice: BinChoice) -> bool:
    return not choice.holds and choice.quantity == 0


def _is_blocked(_goods: Goods, choice: BinChoice) -> bool:
    return choice.blocked


def _is_other_climate(goods: Goods, choice: BinChoice) -> bool:
    return choice.temperature != goods.temperature


def _mixes_items(goods: Goods, choice: BinChoice) -> bool:
    return choice.mixing is not Mixing.ANY and any(item != goods.item for item, _ in choice.holds)


def _mixes_lots(goods: Goods, choice: BinChoice) -> bool:
    return choice.mixing is Mixing.SAME_LOT and any(held != (goods.item, goods.lot) for held in choice.holds)


def _is_full(goods: Goods, choice: BinChoice) -> bool:
    return choice.room is not None and choice.room < goods.quantity


def _eligible(goods: Goods, choice: BinChoice) -> bool:
    """Return whether the bin may be proposed for at least a part of the goods."""
    if choice.room == 0 or any(breaks(goods, choice) for code, breaks, _ in RULES if code != "bin-full"):
        return False
    own = _is_own(goods, choice)
    return own or (choice.pickable and not choice.fixed_item)


def _say_blocked(_goods: Goods, choice: BinChoice) -> tuple[str, str]:
    return f"{choice.code} is blocked", "Choose another bin"


def _say_climate(goods: Goods, choice: BinChoice) -> tuple[str, str]:
    here, needed = choice.temperature or "no class", goods.temperature or "no class"
    return f"{choice.code} is {here}, goods {needed}", f"Choose a bin of {needed}"


def _say_items(_goods: Goods, choice: BinChoice) -> tuple[str, str]:
    return f"{choice.code} holds another item", "It takes one item; choose another"


def _say_lots(_goods: Goods, choice: BinChoice) -> tuple[str, str]:
    return f"{choice.code} holds another lot", "It takes one lot; choose another"


def _say_full(_goods: Goods, choice: BinChoice) -> tuple[str, str]:
    if choice.room == 0:
        return f"{choice.code} is full", "Choose another bin"
    return f"{choice.code} has no room for all", f"Put {choice.room} here, the rest elsewhere"


_Predicate = Callable[[Goods, BinChoice], bool]

PREFERENCES: tuple[tuple[str, _Predicate], ...] = (
    ("its own bin", _is_own),
    ("same lot there", _has_lot),
    ("same item there", _has_item),
    ("empty bin", _is_empty),
)
"""Why a bin is chosen, and for which it holds; the first comes first."""

RULES: tuple[tuple[str, _Predicate, Callable[[Goods, BinChoice], tuple[str, str]]], ...] = (
    ("bin-blocked", _is_blocked, _say_blocked),
    ("wrong-temperature", _is_other_climate, _say_climate),
    ("mixing-item", _mixes_items, _say_items),
    ("mixing-lot", _mixes_lots, _say_lots),
    ("bin-full", _is_full, _say_full),
)
"""What forbids a bin: its code, when it is broken, and what to say then; checked in this order."""
