"""Production runs: what went in and what came out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import click

from wms_tui.cli.arguments import DAY, SERIALS, accepting_all
from wms_tui.cli.output import Answer
from wms_tui.cli.running import Act, Family, reads, writes
from wms_tui.domain.codes import excerpt
from wms_tui.domain.genealogy import KEEPS_LOT, RunKind
from wms_tui.errors import BadInput
from wms_tui.operations.count_locks import ACCEPT_COUNTING
from wms_tui.operations.make_run import MakeRun, make_run
from wms_tui.operations.new_lots import ACCEPT_DATE, ACCEPT_SIMILAR
from wms_tui.operations.recipes import AddRecipe, Part, RetireRecipe, add_recipe, retire_recipe
from wms_tui.operations.run_acts import (
    ACCEPT_NOT_IN_RECIPE,
    CloseRun,
    ConsumeRun,
    GiveBack,
    OpenRun,
    ProduceRun,
    ScrapRun,
    close_run,
    consume_run,
    give_back,
    open_run,
    produce_run,
    scrap_run,
)
from wms_tui.operations.run_goods import Ingredient
from wms_tui.operations.run_products import Product
from wms_tui.queries.lots import lot_by_id
from wms_tui.queries.naming import named_item, named_lot
from wms_tui.queries.recipes import recipe_by_id, recipes, the_recipe
from wms_tui.queries.runs import RunLot, lots_of_run, runs, the_run

_QUESTIONS = {
    ACCEPT_SIMILAR: "It is a new lot, though one looks like it.",
    ACCEPT_DATE: "The odd date is right.",
    ACCEPT_COUNTING: "Go on though somebody is counting there.",
}
_TAKING = {
    ACCEPT_NOT_IN_RECIPE: "It belongs there, though the recipe does not name it.",
    ACCEPT_COUNTING: _QUESTIONS[ACCEPT_COUNTING],
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

    Refused: more than there is or is free, a lot that may not leave, goods in the cage or in a closed bin, a lot that
    would be made of itself, a number that another run has.

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


@run.command("open")
@click.argument("run", metavar="RUN")
@click.option("--kind", type=_MAKING, default=RunKind.MAKE.value, help="What the run is; make if left out.")
@click.option("--recipe", default="", metavar="RECIPE", help="What it is made of.")
@click.option("--planned", metavar="QTY", help="How much of the recipe's item is to be made.")
@writes
def open_(act: Act, run: str, kind: str, recipe: str, planned: str | None) -> dict[str, Any]:
    """Open a run that takes and makes goods in several acts.

    Refused: a number that another run has, a recipe that there is not or that is retired.

    \b
    Example:
      wms run open B5 --recipe DRINK-1 --planned 2000
    """
    return act.do(open_run, OpenRun(run, RunKind(kind), recipe, planned, act.reason))


@run.command("consume")
@click.argument("run", metavar="RUN")
@click.argument("goods", metavar="ITEM:LOT=QTY")
@click.option("--from", "source", default="", metavar="BIN", help="Where it is taken; any bin that holds the lot else.")
@SERIALS
@writes
@accepting_all(_TAKING)
def consume(
    act: Act, run: str, goods: str, source: str, serials: tuple[str, ...], accept: tuple[str, ...]
) -> dict[str, Any]:  # fmt: skip
    """Take goods for an open run; they are parents of all that it makes.

    Refused: more than there is or is free, a lot that may not leave, goods in the cage or in a closed bin, a closed
    run. Asked: an item that is not in the recipe.

    \b
    Example:
      wms run consume B5 COCOA:S1=120
    """
    one = replace(_ingredient(goods, source), serials=serials)
    return act.do(consume_run, ConsumeRun(run, one, accept, act.reason))


@run.command("produce")
@click.argument("run", metavar="RUN")
@click.argument("goods", metavar="ITEM[:LOT]=QTY")
@click.option("--to", "target", default="DOCK", metavar="BIN", help="Where it is put down; the dock if left out.")
@click.option("--made", "made_on", type=DAY, help="The day it was made; today if left out.")
@click.option("--expires", "expires_on", type=DAY, help="Its expiry; follows from the day it was made else.")
@click.option("--line", default="", metavar="LINE", help="The production line, where the template asks for it.")
@click.option("--shift", default="", metavar="SHIFT", help="The shift, where the template asks for it.")
@SERIALS
@writes
@accepting_all({**_QUESTIONS, **_TAKING})
def produce(
    act: Act, run: str, goods: str, made_on: date | None, expires_on: date | None, serials: tuple[str, ...],
    **given: Any,
) -> Answer:  # fmt: skip
    """Put down what an open run has made so far, as a child of all that went into it.

    Refused: a run that nothing went into, a lot that would be made of itself, what the place refuses.

    \b
    Example:
      wms run produce B5 DRINK=2000 --to A-01
    """
    one = replace(_product(goods), made_on=made_on, expires_on=expires_on, serials=serials)
    done = act.do(produce_run, ProduceRun(run, one, reason=act.reason, **given))
    return Answer(
        done, shown={name: one for name, one in done.items() if name != "cautions"}, notes=done["cautions"]
    )  # fmt: skip


@run.command("give-back")
@click.argument("run", metavar="RUN")
@click.argument("goods", metavar="ITEM:LOT=QTY")
@click.option("--to", "target", required=True, metavar="BIN", help="The bin it goes to.")
@SERIALS
@writes
def give_back_(act: Act, run: str, goods: str, target: str, serials: tuple[str, ...]) -> dict[str, Any]:
    """Give back to a bin what was taken for a run and is not used.

    Refused: more than the run has taken, all that went in while something came out, what the bin refuses, a closed run.

    \b
    Example:
      wms run give-back B5 COCOA:S1=12 --to R-01
    """
    one = _ingredient(goods, "")
    return act.do(give_back, GiveBack(run, one.item, one.lot, one.quantity, target, serials, act.reason))


@run.command("scrap")
@click.argument("run", metavar="RUN")
@click.argument("goods", metavar="ITEM:LOT=QTY")
@SERIALS
@writes
def scrap(act: Act, run: str, goods: str, serials: tuple[str, ...]) -> dict[str, Any]:
    """Throw away goods that were taken for a run; they stay parents of what it makes. --reason says why.

    Refused: more than the run has taken, no reason, a closed run.

    \b
    Example:
      wms run scrap B5 COCOA:S1=2 --reason "spilled"
    """
    one = _ingredient(goods, "")
    return act.do(scrap_run, ScrapRun(run, one.item, one.lot, one.quantity, act.reason, serials))


@run.command("close")
@click.argument("run", metavar="RUN")
@writes
def close(act: Act, run: str) -> dict[str, Any]:
    """Close a run: nothing more goes in or comes out.

    Refused: a run that is closed.

    \b
    Example:
      wms run close B5
    """
    return act.do(close_run, CloseRun(run, act.reason))


@run.command("list")
@click.option("--open", "only_open", is_flag=True, help="Only those that go on.")
@reads
def list_(only_open: bool) -> Any:
    """Show runs, those that go on first, the latest first.

    \b
    Example:
      wms run list --open
    """
    found = [
        {"run": one.code, "kind": one.kind.value, "state": "closed" if one.closed else "open", "entry": one.entry}
        for one in runs(only_open=only_open)
    ]
    return Answer(found, shown=found or "There is no run.")


@run.command("show")
@click.argument("run", metavar="RUN")
@reads
def show(run: str) -> dict[str, Any]:
    """Show what went into a run and what came out, net of what was undone or given back.

    \b
    Example:
      wms run show B5
    """
    head = the_run(run)
    recipe = recipe_by_id(head.recipe_id) if head.recipe_id else None
    return {
        "run": head.code, "kind": head.kind.value, "state": "closed" if head.closed else "open",
        "recipe": recipe.code if recipe else None, "planned": head.planned,
        "consumed": _lots(head.id, lambda one: one.went_in), "produced": _lots(head.id, lambda one: one.came_out),
    }  # fmt: skip


def _lots(run_id: int, of: Callable[[RunLot], int]) -> list[dict[str, Any]]:
    found = [(lot_by_id(one.lot_id), of(one)) for one in lots_of_run(run_id)]
    return [{"item": lot.item, "lot": lot.number, "quantity": quantity} for lot, quantity in found if quantity > 0]


@click.group("recipe", cls=Family)
def recipe() -> None:
    """Keep recipes: what a batch of an item is made of."""


@recipe.command("add")
@click.argument("code")
@click.option("--gives", required=True, metavar="ITEM=QTY", help="What a batch gives.")
@click.option("--takes", multiple=True, metavar="ITEM=QTY", help="What goes into a batch; once for each item.")
@click.option("--beside", multiple=True, metavar="ITEM=QTY", help="What comes out beside it; once for each item.")
@writes
def add_recipe_(act: Act, code: str, gives: str, takes: tuple[str, ...], beside: tuple[str, ...]) -> dict[str, Any]:
    """Add a recipe. It is never changed: a better one gets another code, and the old one is retired.

    Refused: a code that another recipe has, an item that goes into itself, nothing that goes in.

    \b
    Example:
      wms recipe add DRINK-1 --gives DRINK=1000 --takes COCOA=60 --takes MILK=900 --beside WHEY=40
    """
    slip = AddRecipe(code, _part(gives), tuple(map(_part, takes)), tuple(map(_part, beside)), act.reason)
    return act.do(add_recipe, slip)


def _part(text: str) -> Part:
    return Part(*name_and_quantity(text))


@recipe.command("retire")
@click.argument("code", metavar="RECIPE")
@writes
def retire(act: Act, code: str) -> dict[str, Any]:
    """Retire a recipe: no more runs are opened by it.

    \b
    Example:
      wms recipe retire DRINK-1
    """
    return act.do(retire_recipe, RetireRecipe(code, act.reason))


@recipe.command("list")
@reads
def list_recipes() -> Any:
    """Show all recipes by code.

    \b
    Example:
      wms recipe list
    """
    found = [
        {"recipe": one.code, "item": one.item, "quantity": one.quantity, "unit": one.unit, "lines": len(one.lines),
         "active": one.active}
        for one in recipes()
    ]  # fmt: skip
    return Answer(found, shown=found or "There is no recipe.")


@recipe.command("show")
@click.argument("code", metavar="RECIPE")
@reads
def show_recipe(code: str) -> dict[str, Any]:
    """Show what a batch is made of, and what comes out of it.

    \b
    Example:
      wms recipe show DRINK-1
    """
    one = the_recipe(code)
    lines = [
        {"item": line.item, "quantity": line.quantity, "unit": line.unit, "comes_out": line.comes_out}
        for line in one.lines
    ]
    return {"recipe": one.code, "item": one.item, "quantity": one.quantity, "active": one.active, "lines": lines}


COMMANDS: tuple[click.Command, ...] = (run, recipe)
