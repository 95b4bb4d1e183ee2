"""What happens between the keyboard and the work, with the clock in our hands."""

import pytest

from screens.conversation import Conversation
from screens.keys import FUNCTION_KEYS, HELP, live_keys
from tests.screens.scripted import Booking
from wms_tui.errors import Unavailable
from wms_tui.tasks.prompt import Feedback, Outcome, Prompt


class Talk:
    """A conversation with a booking session, and what was heard and opened."""

    def __init__(self, session: Booking | None = None) -> None:
        self.session = session or Booking()
        self.bells: list[int] = []
        self.opened: list[str] = []
        self.now = 50.0
        self.conversation = Conversation(self.session, ring=self.bells.append, opens=self.opened.append)
        self.conversation.resize(40, 20)

    def send(self, *parts: str) -> "Talk":
        """Send texts, and keys by their names."""
        for part in parts:
            self.now += 0.002
            if len(part) > 1 and (
                (part[0] == "f" and part[1:].isdigit()) or "+" in part or part in ("escape", "backspace")
            ):
                self.conversation.key(part, None, self.now)
            else:
                self.conversation.paste(part, self.now)
        return self

    def see(self) -> str:
        """Let the screen be drawn, wait a second, and return what is on it."""
        self.now += 0.1
        self.conversation.drawn(self.now)
        self.now += 1
        return "\n".join(line.text for line in self.conversation.picture().lines)


def test_twenty_scans_in_one_burst_are_twenty_answers_in_order():
    talk = Talk()
    talk.send("".join(f"SKU{number:04}\r{number}\r" for number in range(1, 21)))
    assert talk.session.booked == [(f"SKU{number:04}", number) for number in range(1, 21)]
    assert talk.bells == []


def test_enter_alone_is_the_empty_answer():
    talk = Talk().send("SKU1\r", "\r")
    assert talk.session.booked == [("SKU1", 6)]


def test_after_a_refusal_the_rest_of_the_burst_is_dropped_and_a_scan_heals_it():
    talk = Talk().send("BAD1\rSKU1\r5\rSKU")
    assert talk.session.answers == ["BAD1"]
    assert talk.bells == [3]
    assert "!! BAD1 is not an item" in talk.see()
    talk.send("SKU2\r7\r")
    assert talk.session.booked == [("SKU2", 7)]
    assert "!!" not in talk.see()


def test_what_is_odd_rings_twice_and_is_confirmed_by_scanning_it_again():
    talk = Talk().send("ODD1\r")
    assert talk.bells == [2]
    assert "? ODD1 is not on the list" in talk.see()
    talk.send("ODD1\r", "2\r")
    assert talk.session.booked == [("ODD1", 2)]


def test_the_scanner_reading_a_label_twice_does_not_confirm_a_doubt():
    talk = Talk().send("ODD1\r", "ODD1\r")
    assert talk.session.answers == ["ODD1"]


@pytest.mark.parametrize("key", ["f5", "f9", "ctrl+p"])
def test_problem_has_three_keys(key):
    assert Talk().send(key).session.answers == ["%PROBLEM"]


def test_what_is_typed_goes_with_problem():
    assert Talk().send("SKU1\r", "4", "f5").session.answers == ["SKU1", "%PROBLEM 4"]


def test_a_key_that_means_nothing_here_is_refused_and_the_step_stays():
    talk = Talk().send("SKU1\r", "f6")
    assert talk.session.answers == ["SKU1"]
    assert talk.bells == [3]
    assert "!! F6 does nothing here" in talk.see()
    assert "> HOW MANY" in talk.see()


@pytest.mark.parametrize("key", ["f10", "f11", "f24"])
def test_a_key_without_any_meaning_is_refused_too(key):
    assert f"!! {key.upper()} does nothing here" in Talk().send(key).see()


def test_arrows_are_not_worth_a_word():
    talk = Talk()
    talk.conversation.key("up", None, 1.0)
    assert talk.bells == []


def test_undo_first_clears_what_is_typed():
    talk = Talk().send("SKU9", "f2")
    assert talk.session.answers == []
    assert talk.conversation.typed == ""
    assert talk.send("ctrl+u").session.answers == ["%UNDO"]


def test_escape_clears_and_then_is_dead_where_nothing_can_be_cancelled():
    talk = Talk().send("SKU9", "escape")
    assert talk.bells == []
    assert "Escape does nothing here" in talk.send("escape").see()


def test_a_choice_is_made_by_its_digit_on_the_page_in_sight():
    talk = Talk().send("f5", "2\r", "f5", "f8", "2\r")
    assert talk.session.answers == ["%PROBLEM", "P2", "%PROBLEM", "P11"]


def test_a_digit_that_is_on_another_page_only_chooses_nothing():
    talk = Talk().send("f5", "f8", "9\r")
    assert talk.session.answers == ["%PROBLEM"]
    assert "9 is not on this page" in talk.see()


def test_pages_are_turned_by_a_printed_command_and_come_round():
    talk = Talk().send("f5", "%PAGEDOWN\r", "f8")
    assert "1 Problem 1\n" in talk.see()
    assert "1 Problem 10" in talk.send("f7").see()


def test_a_new_step_begins_on_its_first_page():
    talk = Talk().send("f5", "f8", "1\r", "f5")
    assert "1 Problem 1\n" in talk.see()


def test_a_scan_on_a_list_of_choices_is_handed_over_as_it_is():
    assert Talk().send("f5", "SKU1\r").session.answers == ["%PROBLEM", "SKU1"]


def test_help_shows_the_sessions_words_and_leaves_the_step_alone():
    talk = Talk().send("SKU1\r", "f1")
    text = talk.see()
    assert text.startswith("HELP BOOKING")
    assert "Scan the label of the item" in text
    talk.send("f3")
    assert "> HOW MANY" in talk.see()
    assert talk.session.answers == ["SKU1"]


def test_a_scan_leaves_the_help_and_is_taken():
    talk = Talk().send("%HELP\r", "SKU1\r")
    assert talk.session.answers == ["SKU1"]


def test_enter_leaves_the_help_and_answers_nothing():
    talk = Talk().send("SKU1\r", "f1", "\r")
    assert "> HOW MANY" in talk.see()
    assert talk.session.booked == []


def test_the_pages_of_the_help_turn():
    talk = Talk()
    talk.conversation.resize(24, 16)
    first = talk.send("f1").see()
    second = talk.send("f8").see()
    assert first.startswith("HELP BOOKING")
    assert second.startswith("HELP BOOKING")
    assert first != second


def test_separators_of_a_bar_code_reach_the_task():
    talk = Talk()
    for name, character in [("S", "S"), ("ctrl+right_square_bracket", None), ("ctrl+circumflex_accent", "\x1e")]:
        talk.conversation.key(name, character, 1.0)
    talk.send("\x1d\x04\r")
    assert talk.session.answers == ["S\x1d\x1e\x1d\x04"]


def test_lines_pasted_at_once_are_an_answer_each_and_the_last_waits_for_its_end():
    talk = Talk().send("SKU1\n5\nSKU2")
    assert talk.session.booked == [("SKU1", 5)]
    assert talk.conversation.typed == "SKU2"


def test_a_desk_screen_is_asked_for_by_its_address():
    assert Talk().send("f4").opened == ["stock:SKU"]


class Busy(Booking):
    def answer(self, text: str) -> Feedback:
        raise Unavailable("busy", "The database is busy", "Scan it again")


def test_a_refusal_that_is_raised_is_shown_like_one_that_is_returned():
    talk = Talk(Busy()).send("SKU1\r")
    assert "!! The database is busy\n   Scan it again" in talk.see()
    assert talk.conversation.feedback.outcome is Outcome.REFUSED


def test_a_key_of_the_prompt_keeps_its_own_name_and_command():
    prompt = Prompt("RECEIVE", "CASES", keys=(FUNCTION_KEYS[5].as_key(),))
    assert [key.command for key in live_keys(prompt)] == [HELP.command, "DONE"]


def test_no_key_means_two_things_and_none_is_one_terminals_keep():
    names = [name for row in FUNCTION_KEYS for name in (*row.names, row.alias)]
    assert len(names) == len(set(names))
    kept = {f"ctrl+{letter}" for letter in "abcdhijlmqsz"}
    assert not kept & set(names)
