import shlex
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from wms_tui.cli.main import wms

ACT = {"--key", "--at", "--reason"}
WRITING = {
    *("receive", "putaway", "move", "adjust", "hold", "release", "undo", "return", "order add", "order cancel"),
    *("person add", "person change", "person pin", "partner verify", "audit review"),
    *("run make", "run open", "run consume", "run produce", "run give-back", "run scrap", "run close"),
    *("recipe add", "recipe retire", "lot split", "lot merge", "lot relabel"),
    *("recall reply", "recall remind", "recall checks", "recall check", "recall report"),
    *("recall open", "recall change", "recall scope", "recall hold", "recall close", "recall checked"),
    *("recall notices", "recall approve", "recall letters"),
    *("allocate", "unallocate", "pick", "unpick", "ship", "item add", "item change", "bin add", "bin range"),
    *(
        "bin level",
        "refill pull",
        "refill drop",
        "refill short",
        "bin change",
        "partner add",
        "partner change",
        "receipt add",
        "receipt close",
        "import",
        "send-back",
        "nightly",
        "setting change",
    ),
    *(f"count {one}" for one in ("plan", "begin", "record", "bin-done", "close", "approve", "resolve", "cancel")),
    *("count classify", "count zero-check"),
    *("inspect", "inspection plan add", "inspection plan change", "inspection plan remove", "certificate add"),
    "retest",
}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its words."""

    def below(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
        context = click.Context(group)
        for name in group.list_commands(context):
            found = group.get_command(context, name)
            assert found is not None
            if isinstance(found, click.Group):
                yield from below(found, f"{words}{name} ")
            else:
                yield f"{words}{name}", found

    yield from below(wms, "")


COMMANDS = dict(commands())


def examples(page: str) -> list[list[str]]:
    """Return the commands that a help page shows, word by word."""
    return [shlex.split(line.split("<")[0]) for line in page.splitlines() if line.startswith("    wms ")]


def page_of(name: str) -> str:
    result = CliRunner().invoke(wms, [*name.split(), "--help"], terminal_width=200, max_content_width=200)
    assert result.exit_code == 0
    return result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_a_help_page_shows_examples_of_its_command_that_click_can_read(name):
    shown = examples(page_of(name))

    assert shown
    for _, *words in shown:
        while words[0].startswith("--"):
            del words[: 1 if words[0] == "--json" else 2]
        assert words[: len(name.split())] == name.split()
        COMMANDS[name].make_context(name, words[len(name.split()) :], parent=click.Context(wms))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_command_says_what_it_is_for(name):
    command = COMMANDS[name]

    assert command.help
    assert [one.name for one in command.params if isinstance(one, click.Option) and not one.help] == []


def test_every_command_that_writes_takes_a_key_a_moment_and_a_reason():
    with_act = {name for name in COMMANDS if options_of(name) >= ACT}

    assert with_act == WRITING


def test_a_second_person_may_stand_by_whatever_is_written_but_the_work_of_the_night():
    assert {name for name in COMMANDS if "--approved-by" in options_of(name)} == WRITING - {"nightly"}


def options_of(name: str) -> set[str]:
    return {opt for param in COMMANDS[name].params for opt in param.opts}


def test_the_first_page_names_every_command():
    page = page_of("")

    assert all(f"\n  {name.split()[0]} " in page for name in COMMANDS)


def test_the_version_is_told():
    result = CliRunner().invoke(wms, ["--version"])

    assert result.exit_code == 0
    assert result.stdout.startswith("wms, version ")


def test_help_is_never_an_error_without_a_warehouse():
    result = CliRunner().invoke(wms, ["--db", "/nowhere/at/all.db", "receive", "--help"])

    assert result.exit_code == 0
