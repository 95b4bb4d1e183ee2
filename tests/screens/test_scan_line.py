"""How what a scanner sends becomes answers."""

import pytest

from screens.scan_line import Answer, Discard, ScanLine


class Feed:
    """Sends text into a line at a pace, and keeps the answers."""

    def __init__(self) -> None:
        self.line = ScanLine()
        self.now = 100.0
        self.answers: list[str] = []

    def send(self, text: str, pace: float = 0.001, repeats: bool = False) -> None:
        for character in text:
            self.now += pace
            if character in "\r\n\t":
                answer = self.line.end(character, self.now, repeats=repeats)
                self.answers += [answer.text] if answer else []
            else:
                self.line.add(character, self.now)


@pytest.mark.parametrize("suffix", ["\r", "\n", "\t", "\r\n", "\t\r", "\t\n"])
def test_every_usual_suffix_ends_a_scan_once(suffix):
    feed = Feed()
    feed.send(f"SKU1{suffix}5{suffix}SKU2{suffix}7{suffix}")
    assert feed.answers == ["SKU1", "5", "SKU2", "7"]


def test_the_line_feed_of_a_slow_line_still_belongs_to_its_return():
    feed = Feed()
    feed.send("SKU1\r")
    feed.send("\n", pace=2.0)
    assert feed.answers == ["SKU1"]


def test_enter_pressed_after_a_scan_that_ended_with_tab_is_an_answer():
    feed = Feed()
    feed.send("SKU1\t")
    feed.send("\r", pace=0.4)
    assert feed.answers == ["SKU1", ""]


def test_two_returns_are_an_answer_and_the_default():
    feed = Feed()
    feed.send("SKU1\r\r")
    assert feed.answers == ["SKU1", ""]


def test_a_label_read_twice_by_the_scanner_counts_once():
    feed = Feed()
    for _ in range(4):
        feed.send("SKU1234\r")
        feed.now += 0.4
    assert feed.answers == ["SKU1234"]


def test_the_same_label_scanned_again_on_purpose_counts():
    feed = Feed()
    feed.send("SKU1234\r")
    feed.now += 0.8
    feed.send("SKU1234\r")
    assert feed.answers == ["SKU1234", "SKU1234"]


def test_pieces_counted_by_scanning_each_all_count():
    feed = Feed()
    feed.send("SKU1234\rSKU1234\rSKU1234\r", repeats=True)
    assert len(feed.answers) == 3


def test_the_same_quantity_twice_is_two_quantities():
    feed = Feed()
    feed.send("1200\r1200\r")
    assert feed.answers == ["1200", "1200"]


def test_a_quantity_between_two_equal_labels_keeps_them_apart():
    feed = Feed()
    feed.send("SKU1234\r5\rSKU1234\r7\r")
    assert feed.answers == ["SKU1234", "5", "SKU1234", "7"]


def test_what_fingers_type_is_never_taken_for_a_reading():
    feed = Feed()
    feed.send("ABCD\r", pace=0.06)
    feed.send("ABCD\r", pace=0.06)
    assert feed.answers == ["ABCD", "ABCD"]


def test_a_corrected_line_counts_as_typed():
    feed = Feed()
    feed.send("ABCDE\rABCDEF")
    feed.line.erase()
    feed.send("\r")
    assert feed.answers == ["ABCDE", "ABCDE"]


def test_a_code_longer_than_any_label_is_marked():
    line = ScanLine()
    for _ in range(5000):
        line.add("A", 1.0)
    answer = line.end("\r", 1.0)
    assert answer is not None
    assert answer.too_long
    line.add("B", 1.0)
    assert line.end("\r", 1.0) == Answer("B")


def test_what_was_sent_before_a_refusal_was_seen_is_dropped():
    discard = Discard()
    assert not discard.drops(1.0, text=True)
    discard.refuse()
    assert discard.drops(1.1, text=True)
    assert discard.drops(1.1, text=False, ends=True)
    discard.drawn(1.2)
    assert discard.drops(1.15, text=False), "sent before, read after"
    assert not discard.drops(1.3, text=True)


def test_half_a_scan_is_never_taken_for_a_scan():
    discard = Discard()
    discard.refuse()
    assert discard.drops(1.1, text=True)
    discard.drawn(1.2)
    assert discard.drops(1.21, text=True), "the rest of the torn scan"
    assert discard.drops(1.22, text=False, ends=True)
    assert not discard.drops(1.23, text=True)


def test_after_a_pause_a_new_scan_is_taken():
    discard = Discard()
    discard.refuse()
    assert discard.drops(1.1, text=True)
    discard.drawn(1.2)
    assert not discard.drops(2.0, text=True)


def test_a_function_key_after_a_torn_scan_works():
    discard = Discard()
    discard.refuse()
    assert discard.drops(1.1, text=True)
    discard.drawn(1.2)
    assert not discard.drops(1.25, text=False)
    assert not discard.drops(1.26, text=True)
