"""Production runs: what went in and what came out."""

from typing import Any

import click

from wms_tui.cli.arguments import accepting_all
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, writes
from wms_tui.domain.codes import excerpt
from wms_tui.domain.genealogy import KEEPS_LOT, RunKind
from wms_tui.errors import BadInput
from wms_tui.operations.count_locks import ACCEPT_COUNTING
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.new_lots import ACCEPT_DATE, ACCEPT_SIMILAR
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries.naming import named_item, named_lot

_QUESTIONS = {
    ACCEPT_SIMILAR: "It is a new lot, though one looks like it.",
    ACCEPT_DATE: "The odd date is right.",
    ACCEPT_COUNTING: "Go on though somebody is counting there.",
}
_MAKING = click.Choice([kind for kind in RunKind if kind not in KEEPS_LOT], case_sensitive=False)


@click.group("run", cls=Family)
def run() -> None:
    """Make goods of goods: production, rework and repacking, with every lot that went in and came out."""


@run.command("make")
@click.argument("run", metavar="RUN")
@click.option("--consume", multiple=True, metavar="ITEM:LOT=QTY", help="What goes in; once for each lot.")
@click.option("--produce", multiple=True, metavar="ITEM[:LOT]=QTY", help="What comes out; numbered without a lot.")
@click.option("--from", "source", default="", metavar="BIN", help="Where it is taken; any bin that holds the lot else.")
@click.option("--to", "target", default="DOCK", metavar="BIN", help="Where it is put down; the dock if left out.")
@click.option("--kind", type=_MAKING, default=RunKind.MAKE.value, help="What the run is; make if left out.")
@click.option("--line", default="", metavar="LINE", help="The production line, where the template asks for it.")
@click.option("--shift", default="", metavar="SHIFT", help="The shift, where the template asks for it.")
@writes
@accepting_all(_QUESTIONS)
def make(
    act: Act, run: str, consume: tuple[str, ...], produce: tuple[str, ...], source: str, kind: str, **given: Any
) -> Answer:  # fmt: skip
    """Book a whole run: the lots it used up, and the lots it made, in one act.

    Every lot that goes in counts as parent of every lot that comes out. What is made takes the worst status of its
    parents; its expiry follows from the day of the act where the item keeps for a known time.

    Refused: more than there is or is free, a lot that may not leave, a lot that would be made of itself, a number
    that another run has.

    \b
    Examples:
      wms run make B1 --consume COCOA:S1=120 --produce DRINK=2000 --to A-01
      wms run make RW7 --kind rework --consume DRINK:P1=20 --produce DRINK:P9=18
    """
    slip = MakeRun(
        run, tuple(_ingredient(text, source) for text in consume), tuple(map(_product, produce)),
        kind=RunKind(kind), reason=act.reason, **given,
    )  # fmt: skip
    done = act.do(make_run, slip)
    return Answer(
        done, shown={name: one for name, one in done.items() if name != "cautions"}, notes=done["cautions"]
    )  # fmt: skip


def _ingredient(text: str, source: str) -> Ingredient:
    name, quantity = name_and_quantity(text)
    item, lot = named_lot(name)
    return Ingredient(item.code, lot.number, quantity, source)


def _product(text: str) -> Product:
    name, quantity = name_and_quantity(text)
    item, lot = named_item(name)
    return Product(item.code, quantity, lot or None)


def name_and_quantity(text: str) -> tuple[str, str]:
    """Divide ``ITEM:LOT=QTY``, of which the item or the lot may hold the sign itself.

    Raises:
        BadInput: ``bad-line``.
    """
    name, sign, quantity = text.rpartition("=")
    if not sign or not name.strip() or not quantity.strip():
        raise BadInput("bad-line", f"{excerpt(text)} has no quantity.", "Write it as ITEM:LOT=QUANTITY.")
    return name.strip(), quantity.strip()


COMMANDS: tuple[click.Command, ...] = (run,)
