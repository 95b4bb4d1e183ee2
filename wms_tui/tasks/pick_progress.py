"""How far a picking is, beyond what the books say; part of picking."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an order is picked, beyond what the books say."""

    order: str = ""
    bin: str = ""
    """The bin that is proved."""
    item: str = ""
    lot: str | None = None
    """With ``item``: what the last label has proved."""
    pack: str = ""
    labelled: int = 0
    """Base units of what the label is on."""
    plate: str = ""
    quantity: int = 0
    serials: tuple[str, ...] = ()
    first: int = 0
    skipped: tuple[int, ...] = ()
    problem: str = ""
    other_lot: str = ""
    other_bin: str = ""
    reason: str = ""
    shown: int = 0
    """The stop that was shown last, by the number of its reservation."""
    shown_item: str = ""
    shown_lot: str = ""
    shown_bin: str = ""
    shown_plate: str = ""
    done: int = 0
    """Stops that are behind this person, whether all of it was there or not."""
    emptied: str = ""
    """The bin that the last take has emptied by the books, until somebody has said whether it is."""
    left: int = 0
    """Stops that were still to go to when the last one was shown."""

    def afresh(self) -> "Progress":
        """Return this without what belongs to one take only; what is proved stays proved."""
        return replace(
            self.unproved(), bin=self.bin, item=self.item, lot=self.lot, pack=self.pack, labelled=self.labelled
        )  # fmt: skip

    def unproved(self) -> "Progress":
        """Return only which order it is, and what was put off."""
        return Progress(self.order, first=self.first, skipped=self.skipped, done=self.done, left=self.left)
