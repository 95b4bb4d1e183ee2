"""A small real session: a clerk books items with their quantities, one after the other."""

from dataclasses import dataclass, field

from screens.keys import BACK, LIST, PROBLEM, UNDO
from wms_tui.tasks.prompt import Choice, Fact, Feedback, Outcome, Prompt

PROBLEMS = tuple(Choice(f"Problem {number}", f"P{number}") for number in range(1, 15))


@dataclass
class Booking:
    """Item, quantity, item, quantity; an item must begin with SKU, and ODD1 wants to be scanned twice."""

    who: str = "U07"
    answers: list[str] = field(default_factory=list)
    booked: list[tuple[str, int]] = field(default_factory=list)
    item: str = ""
    problem: bool = False
    asked: str = ""

    def prompt(self) -> Prompt:
        saved = f"10:41 booked {self.booked[-1][1]} of {self.booked[-1][0]}" if self.booked else ""
        if self.problem:
            return Prompt("BOOKING", "WHAT IS WRONG", "WRONG", choices=PROBLEMS, keys=(BACK.as_key(),))
        keys = tuple(row.as_key() for row in (UNDO, BACK, LIST, PROBLEM))
        progress = f"{len(self.booked)}/20"
        if self.item:
            facts = (Fact("ITEM", self.item), Fact("DUE", "6 CS"))
            return Prompt("BOOKING", "HOW MANY", "QTY", progress, facts, "6", keys=keys, saved=saved)
        return Prompt("BOOKING", "SCAN ITEM", "ITEM", progress, (Fact("ITEM", "any"),), keys=keys, saved=saved)

    def answer(self, text: str) -> Feedback:
        self.answers.append(text)
        if self.problem:
            self.problem = False
            return Feedback(Outcome.OK, f"noted {text}")
        if text.startswith("%"):
            return self._command(text)
        return self._quantity(text) if self.item else self._item(text)

    def help(self) -> tuple[str, ...]:
        return ("Scan the label of the item, then type how many there are.",)

    def stopped(self) -> Feedback | None:
        return None

    def _command(self, text: str) -> Feedback:
        if text == "%LIST":
            return Feedback(Outcome.OK, "", opens="stock:SKU")
        if text in ("%NOWHERE", "%EXIT"):
            return Feedback(Outcome.OK, "", opens=text[1:].lower())
        self.problem = text.startswith("%PROBLEM")
        return Feedback(Outcome.OK, "")

    def _item(self, text: str) -> Feedback:
        if text == "ODD1" and self.asked != text:
            self.asked = text
            return Feedback(Outcome.ASK, "ODD1 is not on the list", "Scan it again to take it")
        if not text.startswith("SKU") and text != "ODD1":
            return Feedback(Outcome.REFUSED, f"{text} is not an item", "Scan the label of the item")
        self.item = text
        return Feedback(Outcome.OK, "")

    def _quantity(self, text: str) -> Feedback:
        number = text or "6"
        if not number.isdecimal():
            return Feedback(Outcome.REFUSED, f"{text} is not a number", "Type how many there are")
        self.booked.append((self.item, int(number)))
        self.item = ""
        return Feedback(Outcome.OK, f"{number} booked")
