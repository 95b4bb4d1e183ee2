"""Runs and a whole recall by commands that are killed in the middle and sent again: each is done, and done once."""

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any

import pypdfium2
import pytest

from tests.builders import an_item, an_order, run
from tests.killing import Killer
from tests.people import somebody
from tests.recalls import a_recalled_dairy, replies
from wms_tui.domain.rights import Role
from wms_tui.operations.allocate import Allocate, allocate
from wms_tui.queries.health import examine
from wms_tui.queries.items import the_item
from wms_tui.queries.lot_balance import balances_of
from wms_tui.queries.lots import the_lot
from wms_tui.queries.runs import children_of
from wms_tui.storage import connection
from wms_tui.storage.statements import rows, value

FULL = os.environ.get("WMS_TEST_SIZE") == "full"
FEW, MANY = 2, 60 if FULL else 8
"""How often each command is killed, each time twice in a row, in a copy of the house."""
SENT = "SELECT count(*) FROM noticeevent WHERE happening = 'sent'"
BOOKS = (
    "SELECT kind, count(*) FROM entry GROUP BY kind",
    "SELECT place_id, lot_id, sum(quantity), sum(reserved) FROM stock GROUP BY place_id, lot_id",
    "SELECT number, status FROM lot ORDER BY id",
    "SELECT happening, count(*) FROM noticeevent GROUP BY happening",
    "SELECT recall_id, version, approved_id IS NULL FROM noticeversion",
    "SELECT partner_id, lot_id, on_hand, returned, used FROM reply ORDER BY id",
)


class KilledHouse:
    """A house where each command is first sent to copies of it, where it is killed and sent again."""

    def __init__(self, path: Path, killer: Killer, folder: Path) -> None:
        self.path, self.killer, self.folder = path, killer, folder
        self.times, self.kills, self.done_by_killed = 0, 0, 0
        self._keys = count(1)

    def sent(self, *words: object, by: str = "QA1") -> dict[str, Any]:
        """Send a command, killed, to copies and then to the house; see that it makes the same of all of them."""
        key = f"sent-{next(self._keys)}"
        sending = (*words, "--key", key)
        trials = [self._copy(f"{key}-{number}") for number in range(self.times)]
        seconds = self.killer.run(self.path, *sending, by=by).seconds
        answer, books = self._answered(self.path, self.folder, sending, by)
        for path in trials:
            folder = self.folder.with_name(path.stem)
            for _ in range(2):
                there = _in_folder(sending, self.folder, folder)
                self.kills += self.killer.run(path, *there, by=by, within=seconds).killed
                self._look(path, folder)
            self.done_by_killed += bool(value("SELECT count(*) FROM entry WHERE key = ?", key))
            assert self._answered(path, folder, sending, by) == (answer, books)
        self._look(self.path, self.folder)
        return answer

    def _answered(self, path: Path, folder: Path, sending: Sequence[object], by: str) -> tuple[dict[str, Any], Any]:
        """Send a command twice to a house; return the answer, which is the same, and what the house is like then."""
        there = _in_folder(sending, self.folder, folder)
        first, again = (self.killer.run(path, *there, by=by).answer for _ in range(2))
        assert "error" not in first, first
        assert again.pop("repeated", True) is True
        first.pop("repeated", None)
        assert first == again
        return json.loads(json.dumps(first).replace(str(folder), str(self.folder))), self._look(path, folder)

    def _look(self, path: Path, folder: Path) -> list[Any]:
        """See that a house opens, that its books are right, and that each paper is whole; return what it is like."""
        connection.close_database()
        connection.open_database(path, terminal="test", by="TEST")
        assert examine().differences == ()
        for one in balances_of([lot for (lot,) in rows("SELECT id FROM lot")]):
            assert (one.difference, one.leaks) == (0, ()), one
        papers = sorted(folder.glob("*.pdf"))
        for file in papers:
            assert file.read_bytes().rstrip().endswith(b"%%EOF"), f"{file.name} is half of it"
            assert len(pypdfium2.PdfDocument(file)) == 2
        return [*map(rows, BOOKS), [file.name for file in papers]]

    def _copy(self, name: str) -> Path:
        connection.close_database()
        copy = self.path.with_name(f"{name}.db")
        copyfile(self.path, copy)
        if self.folder.exists():
            copytree(self.folder, self.folder.with_name(name))
        return copy


def _in_folder(words: Sequence[object], before: Path, after: Path) -> list[object]:
    """Return a command that writes its papers into another folder."""
    return [after if one is before else one for one in words]


@pytest.fixture
def house(warehouse: Path, tmp_path: Path) -> Iterator[KilledHouse]:
    """A dairy whose shops got two lots, where an order waits for more of one of them."""
    a_recalled_dairy()
    an_item("CHEESE")
    an_order("SO9", "MILK=20@L1")
    run(allocate, Allocate(("SO9",)))
    for badge in ("QA1", "QA2"):
        somebody(badge, Role.QUALITY, Role.RECALL)
    with Killer(seed=7) as killer:
        yield KilledHouse(warehouse, killer, tmp_path / "notices")


def done_since(entry: int) -> Counter[str]:
    """Return how often each verb was done since an entry."""
    return Counter(kind for (kind,) in rows("SELECT kind FROM entry WHERE id > ?", entry))


def now() -> int:
    return value("SELECT max(id) FROM entry")


def make_in_spite_of_kills(house: KilledHouse, times: int) -> None:
    """Make cheese of milk, at once and step by step."""
    began, house.times = now(), times

    house.sent("run", "make", "B1", "--consume", "MILK:L1=10", "--produce", "CHEESE:C1=4", "--to", "A-01")
    house.sent("run", "open", "B2")
    house.sent("run", "consume", "B2", "MILK:L1=6")
    house.sent("run", "consume", "B2", "MILK:L2=6")
    house.sent("run", "produce", "B2", "CHEESE:C2=5", "--to", "A-01")
    house.sent("run", "close", "B2")

    assert done_since(began) == {"make-run": 1, "open-run": 1, "consume-run": 2, "produce-run": 1, "close-run": 1}
    stock = {(item, lot): there for item, lot, there in rows(
        "SELECT item.code, lot.number, sum(quantity) FROM stock JOIN lot ON lot.id = lot_id"
        " JOIN item ON item.id = item_id GROUP BY 1, 2")}  # fmt: skip
    assert [stock["CHEESE", lot] for lot in ("C1", "C2")] == [4, 5]
    assert [stock["MILK", lot] for lot in ("L1", "L2")] == [100 - 50 - 16, 100 - 10 - 6]
    assert {lot for _, lot in children_of(the_lot(the_item("MILK"), "L1").id)} == {"C1", "C2"}
    assert house.kills > times


def recall_in_spite_of_kills(house: KilledHouse, times: int) -> None:
    """Recall two lots: hold them, write to who got them, approve that, print it, and book what they answer."""
    began, house.times = now(), times
    print_all = ("recall", "notices", "R7", "-o", house.folder, "--force")

    house.sent("recall", "open", "R7", "MILK:L1", "MILK:L2", "--reason", "salmonella")
    held = house.sent("recall", "hold", "R7")
    assert (held["newly_held"], held["reservations_dropped"]) == (2, 1)
    assert value("SELECT count(*) FROM reservation") == 0
    assert house.sent(*print_all)["draft"]
    assert value(SENT) == 0
    house.sent("recall", "approve", "R7", by="QA2")
    printed = house.sent(*print_all)
    assert (printed["version"], printed["draft"]) == (1, False)
    house.sent("recall", "reply", "R7", "SHOP", "MILK:L1", "--returned", 24, "--used", 6)
    house.sent("recall", "reply", "R7", "CAFE", "MILK:L1", "--on-hand", 20)

    assert done_since(began) == {
        "open-recall": 1, "hold-recall": 1, "make-notices": 1, "approve-notices": 1, "note-letters": 1, "book-reply": 2,
    }  # fmt: skip
    assert value(SENT) == 2, "each letter was sent once"
    assert {lot: one.answers for lot, one in replies().items()} == {
        ("SHOP", "L1"): 1, ("SHOP", "L2"): 0, ("CAFE", "L1"): 1,
    }  # fmt: skip
    assert sorted(file.name[-8:] for file in house.folder.glob("*.pdf")) == ["CAFE.pdf", "SHOP.pdf"]
    assert house.kills > times


def test_what_is_made_while_commands_are_killed_is_made_once(house: KilledHouse) -> None:
    make_in_spite_of_kills(house, FEW)


def test_a_recall_whose_commands_are_killed_is_held_written_and_answered_once(house: KilledHouse) -> None:
    recall_in_spite_of_kills(house, FEW)


@pytest.mark.long
def test_what_is_made_while_commands_are_killed_many_times_is_made_once(house: KilledHouse) -> None:
    make_in_spite_of_kills(house, MANY)
    print(f"{house.kills} kills, after {house.done_by_killed} of which the act was done")


@pytest.mark.long
def test_a_recall_whose_commands_are_killed_many_times_is_held_written_and_answered_once(house: KilledHouse) -> None:
    recall_in_spite_of_kills(house, MANY)
    print(f"{house.kills} kills, after {house.done_by_killed} of which the act was done")
