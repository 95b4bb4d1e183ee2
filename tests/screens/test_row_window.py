"""Lists longer than anybody scrolls: what is read, what is held, what is seen."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from screens.lazy_list import fit_columns, fit_quantities
from screens.row_window import Column, Row, RowWindow, Sort


class Numbers:
    """Rows that are made when they are asked for, numbered from 0, and a count of those handed out."""

    columns = (Column("number", "NO", 8), Column("name", "NAME", 10, 2, grows=True))

    def __init__(self, count: int) -> None:
        self.count = count
        self.reads = 0
        self.rows = 0

    def first(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        return self._page(range(min(limit, self._many(search))), search, sort)

    def last(self, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        many = self._many(search)
        return self._page(range(max(many - limit, 0), many), search, sort)

    def after(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        place = self._place(key, search, sort) + 1
        return self._page(range(place, min(place + limit, self._many(search))), search, sort)

    def before(self, key: Any, limit: int, *, search: str, sort: Sort | None) -> Sequence[Row]:
        place = self._place(key, search, sort)
        return self._page(range(max(place - limit, 0), place), search, sort)

    def _many(self, search: str) -> int:
        return self.count // int(search) if search else self.count

    def _place(self, key: int, search: str, sort: Sort | None) -> int:
        place = key // int(search or "1")
        return self._many(search) - 1 - place if sort and sort.descending else place

    def _page(self, places: range, search: str, sort: Sort | None) -> list[Row]:
        self.reads += 1
        self.rows += len(places)
        last = self._many(search) - 1
        numbers = [(last - place if sort and sort.descending else place) * int(search or "1") for place in places]
        return [Row(number, (str(number), f"row {number}")) for number in numbers]


def keys(window: RowWindow) -> list[int]:
    return [row.key for row in window.visible()]


@pytest.mark.parametrize("count", [100, 1_000_000])
def test_a_million_rows_cost_what_a_hundred_do(count):
    pages = Numbers(count)
    window = RowWindow(pages, 20)
    window.turn(1)
    window.end()
    window.turn(-1)
    window.home()
    window.find("7")
    window.visible()
    assert pages.reads <= 8
    assert pages.rows <= 8 * 21


def test_going_down_line_by_line_reads_each_page_once():
    pages = Numbers(1_000_000)
    window = RowWindow(pages, 20)
    for _ in range(1000):
        window.move(1)
        assert window.held <= 60
    assert keys(window) == list(range(981, 1001))
    assert pages.reads <= 52


def test_the_end_is_a_full_page_with_the_cursor_on_the_last_row():
    window = RowWindow(Numbers(1_000_000), 20)
    window.end()
    assert keys(window) == list(range(999_980, 1_000_000))
    assert window.line == 19
    window.move(1)
    assert window.line == 19
    window.turn(-1)
    assert keys(window) == list(range(999_960, 999_980))


def test_going_up_line_by_line_moves_the_list_by_one_line():
    window = RowWindow(Numbers(1000), 10)
    window.end()
    window.move(-9)
    for top in range(989, 900, -1):
        window.move(-1)
        assert keys(window) == list(range(top, top + 10))


def test_nothing_is_read_while_a_search_is_typed_ahead():
    pages = Numbers(1000)
    window = RowWindow(pages, 20)
    for text in ("1", "12", "123"):
        window.find(text)
    assert pages.reads == 0
    assert keys(window) == [0, 123, 246, 369, 492, 615, 738, 861][: 1000 // 123]
    assert pages.reads == 1


def test_sorting_the_other_way_round_begins_at_the_top():
    window = RowWindow(Numbers(1000), 5)
    window.end()
    window.order(Sort("number", descending=True))
    assert keys(window) == [999, 998, 997, 996, 995]
    window.turn(1)
    window.turn(-1)
    assert keys(window) == [999, 998, 997, 996, 995]


def test_a_list_read_again_keeps_the_row_the_cursor_is_on():
    pages = Numbers(1000)
    window = RowWindow(pages, 10)
    window.turn(5)
    window.move(3)
    before = (window.current, keys(window))
    window.reload()
    assert (window.current, keys(window)) == before


def test_a_list_read_again_after_most_of_it_is_gone_shows_what_is_left():
    pages = Numbers(1000)
    window = RowWindow(pages, 10)
    window.end()
    pages.count = 4
    window.reload()
    assert keys(window) == [0, 1, 2, 3]


def test_an_empty_list_has_no_row():
    window = RowWindow(Numbers(0), 10)
    for go in (window.end, window.home, window.reload):
        go()
        window.move(1)
        window.turn(-1)
        assert window.current is None
        assert window.visible() == []


class Scrolling(RuleBasedStateMachine):
    """Whatever is pressed, the window shows a run of rows with the cursor where a full list would have it."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 137
        self.window = RowWindow(Numbers(self.count), 10)
        self.at = 0

    @rule(rows=st.integers(-30, 30))
    def move(self, rows: int) -> None:
        self.window.move(rows)
        self.at = min(max(self.at + rows, 0), self.count - 1)

    @rule(pages=st.sampled_from([-2, -1, 1, 2]))
    def turn(self, pages: int) -> None:
        self.at = min(max(self.at + pages * self.window.height, 0), self.count - 1)
        self.window.turn(pages)

    @rule(height=st.integers(1, 40))
    def resize(self, height: int) -> None:
        self.window.resize(height)

    @rule()
    def end(self) -> None:
        self.window.end()
        self.at = self.count - 1

    @rule()
    def reload(self) -> None:
        self.window.reload()

    @invariant()
    def the_cursor_is_where_it_should_be(self) -> None:
        seen = keys(self.window)
        assert seen == list(range(seen[0], seen[0] + min(self.window.height, self.count)))
        assert seen[self.window.line] == self.at
        assert self.window.held <= 3 * self.window.height
        assert self.window.more_above == (seen[0] > 0)
        assert self.window.more_below == (seen[-1] < self.count - 1)


class TestScrolling(Scrolling.TestCase):
    settings = settings(max_examples=40, stateful_step_count=30, deadline=None)


COLUMNS = (
    Column("item", "ITEM", 8, 1),
    Column("name", "NAME", 16, 5, grows=True),
    Column("lot", "LOT", 8, 2),
    Column("bin", "BIN", 10, 4),
    Column("quantity", "QTY", 6, 3, right=True),
)


def test_a_narrow_screen_shows_the_most_important_columns():
    assert [COLUMNS[place].name for place, _ in fit_columns(COLUMNS, 22)] == ["item", "lot"]
    assert [COLUMNS[place].name for place, _ in fit_columns(COLUMNS, 38)] == ["item", "lot", "bin", "quantity"]
    assert [COLUMNS[place].name for place, _ in fit_columns(COLUMNS, 78)] == [c.name for c in COLUMNS]


@given(st.integers(8, 200))
def test_columns_fill_the_width_and_no_more(width):
    shares = fit_columns(COLUMNS, width)
    assert sum(cells for _, cells in shares) + len(shares) - 1 == width


QUANTITIES = (Column("lot", "LOT", 10, 1, grows=True), Column("quantity", "QUANTITY", 8, 2, right=True, whole=True))
LONG = Row(1, ("L1", "1234 PL 47 CS 11 EA"), in_units=("L1", "711035 EA"))


def test_a_quantity_widens_its_column():
    columns, texts = fit_quantities(QUANTITIES, [Row(0, ("L0", "26 CS 4 EA")), LONG], 78)
    assert texts == [["L0", "26 CS 4 EA"], ["L1", "1234 PL 47 CS 11 EA"]]
    assert columns[1].width == len("1234 PL 47 CS 11 EA")


def test_a_quantity_that_packs_make_too_long_is_told_in_base_units():
    columns, texts = fit_quantities(QUANTITIES, [Row(0, ("L0", "4 CS")), LONG], 22)
    assert texts == [["L0", "4 CS"], ["L1", "711035 EA"]]
    assert [columns[place].name for place, _ in fit_columns(columns, 22)] == ["lot", "quantity"]
