"""Whatever is scanned, typed or pressed: the step survives the terminal, and the books stay right."""

from dataclasses import replace
from random import Random

import pytest

from tests.builders import an_order, in_days
from tests.tasks.clerk import KEYS, a_clerk
from tests.tasks.dairy import CASE, EACH, SALT, a_dairy, a_receipt, at_dock, in_bin, label
from wms_tui.operations.add_receipt import NewReceiptLine
from wms_tui.tasks.prompt import Prompt
from wms_tui.tasks.session import Session

STEPS = 150


def without_saved(prompt: Prompt) -> Prompt:
    return replace(prompt, saved="")


def a_busy_dairy() -> list[str]:
    """Fill the warehouse and return what lies around to be scanned."""
    a_dairy()
    a_receipt("PO1", NewReceiptLine("MILK", "20CS"), NewReceiptLine("CHEESE", 4), NewReceiptLine("SALT", 30))
    in_bin("L1", 48, "A-01", days=20)
    in_bin("L2", 48, "A-02", days=40)
    in_bin("L3", 48, "A-01", days=60)
    plate = at_dock("L4", 24, plate="new")
    at_dock("L5", 60)
    in_bin("", 50, "A-06", item="SALT")
    for number in range(1, 4):
        an_order(f"SO{number}", f"MILK={number * 13}", "SALT=2")
    bins = [f"A-0{number}" for number in range(1, 7)]
    labels = [label(f"L{number}", in_days(20 * number)) for number in range(1, 8)]
    things = ["DOCK", "STAGE", "HOLD", "SO1", "SO2", "SO3", "PO1", "MILK", "CHEESE", "L1", "L2", "S-100", "S-101"]
    return [*bins, *labels, *things, plate, CASE, EACH, SALT, "11", "22", "4", "2CS", "NONSENSE", "+40", "311227"]


@pytest.mark.usefixtures("warehouse")
@pytest.mark.parametrize("seed", range(6))
def test_every_step_is_taken_up_by_another_terminal_as_it_was(seed: int):
    codes = a_busy_dairy()
    choose = Random(seed)
    clerk = a_clerk()
    for _ in range(STEPS):
        before = clerk.prompt
        _one_answer(clerk, choose, codes)
        if not clerk.session.who:
            clerk = a_clerk()
        after = clerk.session.prompt()
        assert all(len(choice.label) < 60 for choice in before.choices)
        if choose.random() < 0.4:
            clerk.session = Session(by="U07", terminal_name="GUN2")
            assert without_saved(clerk.session.prompt()) == without_saved(after)


def _one_answer(clerk, choose: Random, codes: list[str]) -> None:
    """Do something a clerk might do, with some sense: a live key, a choice, ENTER, the place to go to, any code."""
    prompt = clerk.prompt
    live = [number for number, command in KEYS.items() if command in clerk.live()]
    way = choose.random()
    if way < 0.15 and live:
        clerk.press(choose.choice(live))
    elif way < 0.35 and prompt.choices:
        clerk.digit(choose.randint(1, min(9, len(prompt.choices))))
    elif way < 0.5:
        clerk.enter()
    elif way < 0.65 and clerk.fact("GO TO"):
        clerk.scan(clerk.fact("GO TO"))
    elif way < 0.75 and clerk.fact("LOT"):
        clerk.scan(label(clerk.fact("LOT").split()[0]))
    elif way < 0.8:
        clerk.enter(str(choose.randint(0, 9)))
    else:
        clerk.scan(choose.choice(codes))
