"""README.md, the help on the screen and the help pages of the commands say the same, and what README shows works."""

import io
import re
import shlex
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path

import click
import pytest

from screens.help_page import lay_out_help
from screens.keys import FUNCTION_KEYS
from screens.layout import SMALLEST
from tests import readme
from tests.command_line import CommandLine
from tests.source import ROOT
from wms_tui import clock
from wms_tui.cli.main import Wms, wms
from wms_tui.domain.quantity import LARGEST
from wms_tui.exchange.mail import PASSWORD_VARIABLE
from wms_tui.exchange.tables import MOST_BYTES
from wms_tui.settings import BADGE_VARIABLE, PIN_VARIABLE, SIGN_PIN_VARIABLE, TARGET_VARIABLE
from wms_tui.tasks.home import Home
from wms_tui.tasks.prompt import Prompt

TEXT = readme.README.read_text(encoding="utf-8")
FENCED = re.compile(r"(?s)^```\n(.*?)\n```$", re.MULTILINE)
FILES = re.compile(r"(?s)`([a-z]+\.(?:csv|toml))`:\n\n```\n(.*?)\n```\n")
"""A box that shows a file, with its name before it."""
SAMPLE_SECTION = "The first ten minutes"
"""Here commands are tried on the sample warehouse; elsewhere on an empty one."""


def section(title: str) -> str:
    """Return what stands below a heading, up to the next one of its level."""
    marks = next(found.group(1) for found in re.finditer(r"^(#+) (.*)$", TEXT, re.MULTILINE) if found.group(2) == title)
    return re.split(rf"^#{{1,{len(marks)}}} ", TEXT.split(f"\n{marks} {title}\n")[1], flags=re.MULTILINE)[0]


def examples(text: str) -> list[list[str]]:
    """Return the words of every ``wms`` command that stands in a box of its own."""
    boxes = FENCED.findall(text)
    lines = [line for box in boxes for line in box.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("wms ")]


def test_every_box_of_readme_is_closed_before_the_text_goes_on():
    _, *boxes = TEXT.split("\n```")

    prose = "".join(boxes[1::2])

    assert len(boxes) % 2 == 0
    assert not re.search(r"^wms --db ", prose, re.MULTILINE)


@pytest.mark.parametrize("name", readme.PARTS)
def test_readme_lists_what_there_is(name):
    """Where this fails: ``python -m tests.readme`` writes it anew."""
    assert readme.part(name, TEXT).group(1) == readme.PARTS[name]()


def test_every_key_is_explained_on_the_screen_as_in_readme():
    prompt = Prompt("PICK", "SCAN BIN", keys=tuple(row.as_key() for row in FUNCTION_KEYS))
    pages = [lay_out_help(prompt, (), 80, 60, 0)]

    shown = "\n".join(span.text for page in pages for line in page.lines for span in line.spans)

    for row in FUNCTION_KEYS:
        assert row.help in shown
        assert f"| {row.help} |" in section("The keys")


def test_every_job_on_the_screen_is_a_job_in_readme_in_three_lines():
    labels = [choice.label for choice in Home("").prompt().choices]
    jobs = re.findall(r"^### (.*)$", section("The jobs"), re.MULTILINE)

    assert jobs == labels
    for job in jobs:
        assert len(section(job).strip().splitlines()) == 3


def test_every_command_has_a_page_that_begins_as_the_list_does():
    for path, command in readme.all_commands():
        names = path.split()
        page = command.get_help(click.Context(command, info_name=path))

        assert page.startswith(f"Usage: {' '.join(names)} ")
        assert readme.first_sentence(command).rstrip(".") in " ".join(page.split())
        assert not readme.first_sentence(command).endswith("...")


def test_the_list_of_wms_itself_has_no_command_that_readme_has_not():
    page = wms.get_help(click.Context(wms, info_name="wms"))
    listed = re.findall(r"^  ([a-z-]+)  ", page.split("Commands:")[1], re.MULTILINE)

    assert set(listed) == {path.split()[1] for path, _ in readme.all_commands()}


def test_what_readme_tries_on_the_sample_warehouse_and_on_ones_own_works(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(TARGET_VARIABLE, "sample.db")
    monkeypatch.setenv(BADGE_VARIABLE, "ANNA")
    monkeypatch.setenv(PIN_VARIABLE, "482913")
    monkeypatch.setenv(SIGN_PIN_VARIABLE, "482913")
    monkeypatch.setattr(sys, "stdin", io.StringIO("482913\n"))
    for name, text in FILES.findall(section("From another system")):
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    assert isinstance(wms, Wms)
    titles = (SAMPLE_SECTION, "From another system", "For leads", "Backup and restore", "People and roles")
    tried = [(title, words) for title in titles for words in examples(section(title))]

    with clock.pretend(datetime(2026, 12, 1, 9).astimezone()):
        assert wms.run(["demo", "--no-open"]) == 0
        done = [(title, words, wms.run(words)) for title, words in tried]

    assert [one for one in done if one[2]] == []
    assert Counter(title for title, _ in tried) >= Counter(dict(zip(titles, (12, 4, 10, 3, 6), strict=True)))
    made = {path.name for path in tmp_path.iterdir()}
    assert made >= {"stock.pdf", "house.db", "new.db", "pick-SO2.pdf", "monday.db", "restored.db"}


def test_the_files_of_another_system_that_readme_shows_are_taken_by_the_map_that_it_shows(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = dict(FILES.findall(section("From another system")))
    for name, text in files.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    line = CommandLine(tmp_path / "new.db")
    line("init")

    line("import", "articles.csv", "stocklist.csv", "--map", "erp.toml")

    assert list(files) == ["articles.csv", "stocklist.csv", "erp.toml"]
    assert [(one["lot"], one["bin"], one["quantity"], one["unit"], one["expires_on"]) for one in line("stock")] == [
        ("L27001", "B-01-01", 72, "EA", "2027-06-30"),
        ("L27002", "B-01-02", 36, "EA", "2027-08-31"),
        ("B4", "B-01-02", 40, "EA", None),
    ]


def test_every_option_that_readme_names_exists():
    known = {option for _, command in readme.all_commands() for one in command.params for option in one.opts}
    known |= {option for one in wms.params for option in one.opts} | {"--help", "--version"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", section("The command line") + section(SAMPLE_SECTION)))

    assert named - known == set()


@pytest.mark.parametrize(("number", "columns", "rows"), [(2, 80, 24), (3, 40, 20)])
def test_the_pictures_have_the_size_of_the_terminal(number, columns, rows):
    picture = FENCED.findall(section("Start"))[number].splitlines()

    assert len(picture) == rows
    assert max(map(len, picture)) <= columns
    assert picture[1] == "-" * columns


def test_the_checks_run_exactly_the_command_that_readme_gives_for_the_tests():
    command = FENCED.findall(section("Start"))[1]

    assert command.endswith("/pytest")
    assert f'check "{command}"' in (ROOT / ".ci" / "run").read_text()


def test_the_limits_are_those_of_the_program():
    limits = section("Limits")

    assert f"{LARGEST:,}".replace(",", " ") in limits
    assert "{}x{} on".format(*SMALLEST) in limits
    assert f"{MOST_BYTES // 1_000_000} MB" in limits


def test_the_variables_are_those_of_the_program():
    named = re.findall(r"^\| `([A-Z_]+)` \|", TEXT, re.MULTILINE)

    of_people = [BADGE_VARIABLE, PIN_VARIABLE, SIGN_PIN_VARIABLE]
    assert named == [TARGET_VARIABLE, *of_people, PASSWORD_VARIABLE, "NO_COLOR"]


def test_files_that_readme_leads_to_are_there():
    leads = re.findall(r"\]\(([^)#:]+)\)", TEXT)

    assert leads
    assert [name for name in leads if not Path(ROOT, name).exists()] == []
