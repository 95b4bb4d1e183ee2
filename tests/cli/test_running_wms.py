import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from wms_tui.cli.arguments import read_moment

WMS = Path(sys.executable).with_name("wms")


def run(wms, *words: str | bytes, **more):
    environment = {**os.environ, "WMS_DB": str(wms.path), "WMS_USER": "ANNA"}
    return subprocess.run(
        [WMS, *words], capture_output=True, env=environment, timeout=30, **{"text": True, "check": False, **more}
    )


def test_the_program_answers_on_stdout_and_leaves_with_zero(stocked):
    done = run(stocked, "--json", "stock")

    assert (done.returncode, done.stderr) == (0, "")
    assert [one["lot"] for one in json.loads(done.stdout)] == ["L1", "L2"]


def test_a_refusal_is_told_to_people_on_stderr_with_the_way_out(stocked):
    done = run(stocked, "stock", "--item", "NONE")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "wms: There is no item NONE.",
        "     Check the code, or add it: wms item add.",
    ]


def test_what_was_typed_never_reaches_the_terminal_raw(stocked):
    for words in (
        ["stock", "--item", "\x1b]0;gone\x07"],
        ["\x1b[2J"],
        ["stock", "--\x1b[31m"],
        ["scan", "\x1b[31m\x9b"],
    ):
        done = run(stocked, *words)
        shown = (done.stdout + done.stderr).replace("\n", "")
        assert shown.isprintable(), shown


def test_bytes_that_are_no_text_are_wrong_usage(stocked):
    done = run(stocked, b"--json", b"stock", b"--item", b"\xff", text=False)

    assert done.returncode == 2
    assert json.loads(done.stdout)["error"]["code"] == "usage"


def test_a_reader_who_leaves_early_is_no_error(stocked):
    environment = {**os.environ, "WMS_DB": str(stocked.path)}
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; for i in 1 2 3; do {WMS} history; done | true"],
        env=environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert done.stderr == ""
    assert done.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_an_answer_that_cannot_be_written_is_told(stocked):
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [str(WMS), "--db", str(stocked.path), "stock"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert done.returncode == 75
    assert done.stderr.count("\n") == 1


def test_a_batch_that_is_interrupted_leaves_quietly(stocked):
    environment = {**os.environ, "WMS_DB": str(stocked.path)}
    with subprocess.Popen(
        [str(WMS), "batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert json.loads(process.stdout.readline()) == {"ready": True}
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr.read() == b""


def test_questions_load_no_screen_no_paper_and_no_spreadsheet(stocked):
    code = (
        "import sys\n"
        "from wms_tui.cli.main import wms\n"
        "try: wms(sys.argv[1:])\n"
        "except SystemExit: pass\n"
        "print('\\n'.join(sorted({name.split('.')[0] for name in sys.modules})), file=sys.stderr)\n"
    )
    for words in (["stock"], ["receive", "MILK", "1", "--lot", "L1"], ["suggest", "NONE"], ["doctor"]):
        done = subprocess.run(
            [sys.executable, "-c", code, "--db", str(stocked.path), *words], capture_output=True, text=True, check=True
        )
        loaded = set(done.stderr.split())
        assert "click" in loaded
        assert loaded & {"textual", "reportlab", "openpyxl", "asyncio", "screens", "reports"} == set(), words


def test_moments_without_an_offset_are_those_of_the_house():
    assert read_moment("2027-03-14T10:30").utcoffset() is not None
    assert read_moment("2027-03-14T10:30:00Z").utcoffset() == read_moment("2027-03-14T10:30+00:00").utcoffset()
    assert read_moment("2027-03-14", end_of_day=True).hour == 23


def test_without_a_terminal_none_is_opened(stocked):
    done = run(stocked, stdin=subprocess.DEVNULL)

    assert done.returncode == 1
    assert "terminal" in done.stderr
