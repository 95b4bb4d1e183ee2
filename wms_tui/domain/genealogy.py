"""Words of genealogy: what kind of run turns lots into others, and what an act of it does."""

from enum import StrEnum


class RunKind(StrEnum):
    """Why lots become other lots."""

    MAKE = "make"
    """Production by a recipe or without one."""
    REWORK = "rework"
    """What was made goes back into making."""
    REPACK = "repack"
    """The same goods in other packs, which may be another item."""
    RELABEL = "relabel"
    """The same goods under another lot number."""
    SPLIT = "split"
    """One lot becomes several of the same item."""
    MERGE = "merge"
    """Several lots of an item become one."""


class Act(StrEnum):
    """What an entry does in a run."""

    MAKE = "make"
    """Consumes and produces at once."""
    CONSUME = "consume"
    PRODUCE = "produce"
    GIVE_BACK = "give-back"
    """What was taken and not used goes back to a bin."""
    SCRAP = "scrap"
    """What was taken or made for the run is thrown away."""
    CLOSE = "close"
