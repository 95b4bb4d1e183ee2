"""Whatever words a command is given, it answers or refuses in the form programs rely on; none breaks down.

Words are drawn from what the house really has, and from what no command should take as it is. What was done and what
was refused is counted: a test that is always refused proves nothing.
"""

import json
import os
from collections import Counter
from pathlib import Path
from random import Random

import click
import pytest

from tests.cli.test_help_pages import COMMANDS
from tests.command_line import CommandLine
from tests.recalls import a_case, a_recalled_dairy
from wms_tui.queries.health import examine
from wms_tui.storage import connection
from wms_tui.storage.statements import rows

FULL = os.environ.get("WMS_TEST_SIZE") == "full"
NOT_TRIED = {"demo", "bench", "init", "upgrade", "backup", "restore", "batch", "setting change"}
"""Commands that make or open warehouses of their own, that wait for a terminal, or that turn the house into another."""
TRIED = sorted(name for name in COMMANDS if name not in NOT_TRIED)
ANSWERS_WITH_ONE = ("doctor", "import", "nightly")
"""Commands that say what they found or did where all of it is not well."""
STRANGE = (
    "", " ", "-1", "0", "1e9", "9" * 30, "1.5", "٣", "x" * 500, "a\tb", "\x1b[31mX", "[red]x[/]", "=1+1", "%DONE",
    "2027-13-40", "2099-12-31", "2027-03-14T10:30+01:00", ":", "=", "a:b=c", "a:b=1@c=2", "\u202eabc", "🥛",
    "0102000000000015" + "10L1\x1d2112", "/nonexistent/x.pdf", "out.pdf", "out.xlsx", "out.json", "out.csv", "II",
)  # fmt: skip
NAMES = (
    "SELECT code FROM item", "SELECT code FROM place", "SELECT code FROM partner", "SELECT code FROM customer_order",
    "SELECT code FROM recall", "SELECT number FROM lot", "SELECT id FROM entry",
    "SELECT item.code || ':' || lot.number FROM lot JOIN item ON item.id = item_id",
    "SELECT item.code || ':' || lot.number || '=2' FROM lot JOIN item ON item.id = item_id",
)  # fmt: skip


class Words:
    """Draws command lines."""

    def __init__(self, known: list[str], seed: int) -> None:
        self.chance, self.known = Random(seed), known

    def drawn(self) -> list[str]:
        """Return a command with arguments, and some of its options."""
        name = self.chance.choice(TRIED)
        parameters = COMMANDS[name].params
        given, bare = name.split(), list[str]()
        for one in parameters:
            if isinstance(one, click.Argument):
                many = self.chance.randint(1, 3) if one.nargs == -1 else 1
                bare += [self.word(one) for _ in range(many)]
        options = [one for one in parameters if isinstance(one, click.Option)]
        some = self.chance.sample(options, min(self.chance.randint(0, 4), len(options)))
        for option in dict.fromkeys([*some, *(one for one in options if one.required)]):
            given.append(self.chance.choice([*option.opts, *option.secondary_opts]))
            given += [] if option.is_flag else [self.word(option) for _ in range(option.nargs)]
        return [*given, *(["--"] if self.chance.random() < 0.5 else []), *bare]

    def word(self, parameter: click.Parameter) -> str:
        kind, likely = parameter.type, self.chance.random() < 0.8
        if likely and isinstance(kind, click.Choice):
            return str(self.chance.choice([getattr(one, "value", one) for one in kind.choices]))
        if likely and isinstance(kind, click.types.IntParamType):
            return str(self.chance.randint(-2, 60))
        return self.chance.choice(self.known if self.chance.random() < 0.7 else STRANGE)


def try_words(path: Path, times: int, seed: int) -> Counter[int]:
    """Give commands to a house; return how often each exit status was answered."""
    words = Words([str(found) for text in NAMES for (found,) in rows(text)], seed)
    connection.close_database()
    line, told = CommandLine(path), Counter[int]()
    for _ in range(times):
        given, as_json = words.drawn(), words.chance.random() < 0.6
        result = line.run(*given, by="QA", text="y\n", as_json=as_json)
        told[result.exit_code] += 1
        assert result.exit_code in (0, 1, 2, 75), given
        if as_json and result.exit_code and given[0] not in ANSWERS_WITH_ONE:
            assert list(json.loads(result.stdout)["error"]) == ["code", "message", "hint"], given
        assert as_json or "\x1b" not in result.output, given
    connection.open_database(path, terminal="test", by="TEST")
    assert examine().differences == ()
    return told


@pytest.mark.parametrize("seed", [1, 2])
def test_no_words_break_a_command_down(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"), ("MILK", "L2"))
    monkeypatch.chdir(tmp_path)

    told = try_words(warehouse, 400, seed)

    assert told[0] > 30
    assert told[1] > 100


@pytest.mark.long
def test_no_words_break_a_command_down_for_long(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_recalled_dairy()
    a_case("R7", ("MILK", "L1"), ("MILK", "L2"))
    monkeypatch.chdir(tmp_path)

    told = try_words(warehouse, 4000, Random().randrange(10**6) if FULL else 3)

    assert told[0] > 200
