"""The words of the warehouse that are one of a few."""

from enum import StrEnum


class Tracking(StrEnum):
    """What is known of each unit of an item: its lot, its own serial (within a lot), or nothing."""

    LOT = "lot"
    SERIAL = "serial"
    NONE = "none"


class Rotation(StrEnum):
    """Which lot of an item leaves first."""

    FEFO = "fefo"
    FIFO = "fifo"
    LIFO = "lifo"


class Status(StrEnum):
    """What quality says of a lot. Expired is not a status: it is read from the date."""

    QUARANTINE = "quarantine"
    RELEASED = "released"
    HOLD = "hold"
    REJECTED = "rejected"
    RECALLED = "recalled"


class Mixing(StrEnum):
    """What a bin may hold side by side."""

    ANY = "any"
    SAME_ITEM = "same-item"
    SAME_LOT = "same-lot"


class PlaceKind(StrEnum):
    """What a place is. The first five are in the house and have a balance; the others are outside it."""

    BIN = "bin"
    DOCK = "dock"
    STAGE = "stage"
    CAGE = "cage"
    CART = "cart"
    SUPPLIER = "supplier"
    CUSTOMER = "customer"
    PRODUCTION = "production"
    LOSS = "loss"
    FOUND = "found"
    DESTROYED = "destroyed"

    @property
    def in_house(self) -> bool:
        """Whether stock there is ours to count."""
        return self in HOUSE


HOUSE = frozenset({PlaceKind.BIN, PlaceKind.DOCK, PlaceKind.STAGE, PlaceKind.CAGE, PlaceKind.CART})


class Role(StrEnum):
    """What a partner is to us."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"
