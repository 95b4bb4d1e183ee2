import json
import subprocess
import sys

import pytest


def test_each_line_is_answered_by_its_own_id(wms):
    answers = wms.batch(
        {"id": 1, "run": ["receive", "MILK", "36", "--lot", "L1", "--key", "k1"]},
        {"id": "two", "run": ["stock", "--lot", "L1"]},
        {"id": {"any": [3]}, "run": ["receive", "MILK", "0"]},
        {"run": ["receive", "MILK", "36", "--lot", "L1", "--key", "k1"]},
    )

    assert [one["id"] for one in answers] == [1, "two", {"any": [3]}, None]
    assert [one["exit"] for one in answers] == [0, 0, 1, 0]
    assert answers[0]["result"].items() >= {"quantity": 36, "repeated": False}.items()
    assert answers[1]["result"][0]["quantity"] == 36
    assert list(answers[2]) == ["id", "exit", "error"]
    assert set(answers[2]["error"]) == {"code", "message", "hint"}
    assert answers[3]["result"]["repeated"] is True


def test_a_bad_line_is_answered_and_the_rest_goes_on(wms):
    answers = wms.batch(
        "not json",
        "[" * 100_000,
        "[]",
        '"stock"',
        {"id": 5},
        {"id": 6, "run": []},
        {"id": 7, "run": ["receive", 36]},
        {"id": 8, "run": ["frob"]},
        {"id": 9, "run": ["receive"]},
        {"id": 10, "run": ["stock", "--help"]},
        {"id": 11, "run": ["item"]},
        {"id": 12, "run": ["batch"]},
        {"id": 13, "run": ["stock", "--item", "a\x00b"]},
        {"id": 14, "run": ["stock", "--item", "\ud800"]},
        {"id": 15, "run": ["--json", "stock"]},
        {"id": 16, "run": ["stock"]},
    )

    assert [one["id"] for one in answers] == [None] * 4 + list(range(5, 17))
    assert [one["exit"] for one in answers] == [2] * 15 + [0]
    assert {one["error"]["code"] for one in answers[:-1]} == {"usage"}


def test_bytes_that_are_no_text_spoil_only_their_line(wms):
    done = subprocess.run(
        [sys.executable, "-m", "wms_tui", "--db", str(wms.path), "batch"],
        input=b'{"id": 1, "run": ["stock", "--item", "\xff"]}\n\xff\xfe\n{"id": 3, "run": ["stock"]}\n',
        capture_output=True,
        check=True,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()[1:]]
    assert [(one["id"], one["exit"]) for one in answers] == [(1, 2), (None, 2), (3, 0)]


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e400"])
def test_a_number_that_json_does_not_have_spoils_only_its_line(wms, number):
    done = subprocess.run(
        [sys.executable, "-m", "wms_tui", "--db", str(wms.path), "batch"],
        input=f'{{"id": {number}, "run": ["stock"]}}\n{{"id": 2.5, "run": ["stock"]}}\n',
        capture_output=True,
        check=True,
        text=True,
    )

    answers = [json.loads(line) for line in done.stdout.splitlines()[1:]]
    assert [(one["id"], one["exit"]) for one in answers] == [(None, 2), (2.5, 0)]


def test_what_would_pull_the_warehouse_away_is_refused(wms):
    answers = wms.batch(*({"id": name, "run": [name, *more]} for name, *more in (
        ["init"], ["upgrade"], ["restore", "x.db"], ["stock"],
    )))  # fmt: skip

    assert [one.get("error", {}).get("code") for one in answers] == ["not-in-batch"] * 3 + [None]


def test_an_answer_with_a_status_of_its_own_keeps_its_json(wms, tmp_path):
    file = tmp_path / "items.csv"
    file.write_text("item,shelf_life\nX,soon\n")

    answer = wms.batch({"id": 1, "run": ["import", str(file)]})[0]

    assert answer["exit"] == 1
    assert answer["result"]["imported"] is False


def test_an_answer_comes_before_the_next_line_is_sent(wms):
    """A program that waits for each answer must not wait for ever, and what is answered is done for good."""
    with subprocess.Popen(
        [sys.executable, "-m", "wms_tui", "--db", str(wms.path), "batch"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        process.stdin.write('{"id": 1, "run": ["receive", "MILK", "36", "--lot", "L1"]}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["exit"] == 0
        process.kill()

    assert wms("stock")[0]["quantity"] == 36


def test_a_batch_without_a_warehouse_is_refused_at_once(tmp_path, bare):
    bare.path = tmp_path / "none.db"
    try:
        assert bare.refused("batch") == "no-warehouse"
    finally:
        bare.path = tmp_path / "warehouse.db"
