"""How fast it is, here and now."""

import importlib
import sys
from typing import TYPE_CHECKING, Any

import click

from wms_tui.cli.running import Session, command
from wms_tui.domain.frozen import to_json

if TYPE_CHECKING:
    from wms_tui.bench.ledger import Figure

SMALL, LARGE = 10_000, 1_000_000
WHAT = ("ledger", "terminal", "papers", "look-ahead", "expiry", "counts", "replenish", "trace", "recall")
"""What can be measured, each by the module of its name."""
SIZED = ("ledger", "expiry", "trace", "recall")
"""Of these, what is measured in warehouses of so many moves."""


@command("bench")
@click.argument("what", type=click.Choice(WHAT), default="ledger")
@click.option(
    "--moves", type=click.IntRange(10_000, 10_000_000), multiple=True, default=(SMALL, LARGE), metavar="N",
    help="How many moves the measured warehouse has; may be given several times.", show_default=True,
)  # fmt: skip
@click.pass_obj
def bench(session: Session, what: str, moves: tuple[int, ...]) -> dict[str, Any]:
    """Measure how fast it is, in warehouses of its own that are removed afterwards.

    "ledger" posts, allocates, lists and searches, each in turn with SQL written by hand that does the same
    durable work, and shows the ratio beside the limit we hold ourselves to, and how each kind of work grows
    from the smallest warehouse to the largest. "terminal" counts the bytes that the screens send, beside a
    curses program that draws the same. "papers" prints pick lists of 20, 200 and 2,000 lines, each in turn with
    a PDF of the same content that is written by hand, without a library and without fonts of its own.
    "look-ahead" allocates 20 orders over 500 lots, and 200 over 5,000, at once, beside plain allocation of the
    same orders, and beside the same by hand. "expiry" lists what grows old, all of it and page by page, beside
    SQL written by hand that gives the same rows; a tenth of --moves are lots. "counts" chooses the 50 bins that
    are to be counted next of 5,000 and of 50,000, with the reason of each, beside SQL that chooses them by hand.
    "replenish" plans what is to be brought to the pick faces, a tenth of 5,000 and of 50,000 bins, beside SQL that
    finds the same lots, bins and quantities by hand. "trace" follows lots through a genealogy of depth 6, forward and
    backward, with shipments and with all that a trace says, beside SQL that asks for the same rows by hand. "recall"
    takes a case from one lot to printed notices for 200 consignees, step by step, beside SQL that asks for and writes
    the same rows by hand, and beside notices of the same values without layout.

    \b
    Examples:
      wms bench --moves 10000
      wms bench terminal
      wms bench papers
      wms bench look-ahead
      wms bench expiry
      wms bench counts
      wms bench replenish
      wms bench trace
      wms bench recall
    """
    session.refuse_in_batch("bench")
    # Measuring needs most of the program; no other command should wait for it.
    measuring = importlib.import_module(f"wms_tui.bench.{what.replace('-', '_')}")
    if what in SIZED:
        return _shown(what, measuring.measure(tuple(sorted(moves)), _progress))
    figures = measuring.measure(_progress)
    growth = {"growth": measuring.growth(figures)} if hasattr(measuring, "growth") else {}
    return {what.replace("-", "_"): to_json(figures), **growth}


def _shown(what: str, figures: "list[Figure]") -> dict[str, Any]:
    """Return figures with their ratios and limits, and how each kind of work grows."""
    from wms_tui.bench.ledger import growth

    shown = [
        {
            "work": one.work, "moves": one.moves, "ours_us": round(one.ours, 1), "floor_us": round(one.floor, 1),
            "ratio": round(one.ratio, 2), "limit": one.limit, "runs": one.runs,
        }
        for one in figures
    ]  # fmt: skip
    return {what: shown, "growth": {work: round(times, 2) for work, times in growth(figures).items()}}


def _progress(text: str) -> None:
    click.echo(text, file=sys.stderr)


COMMANDS: tuple[click.Command, ...] = (bench,)
