"""The parts of README.md that are made from the program. Run as a module, it writes them into the file:

``python -m tests.readme``
"""

import re
from collections.abc import Callable, Iterator

import click

from screens.keys import CLEAR_KEY, FUNCTION_KEYS, REDRAW_KEY, spelled
from tests.source import ROOT
from wms_tui.cli.main import wms
from wms_tui.domain.rights import RIGHTS, Role, in_words

README = ROOT / "README.md"

KEY_NAMES = {"Pageup": "PageUp", "Pagedown": "PageDown", "Escape": "Esc"}
LONGEST = 400


def keys() -> str:
    """Return the table of keys, from the one that the terminal itself reads."""
    rows = ["| key | also | command bar code | what it does |", "| --- | --- | --- | --- |"]
    for row in FUNCTION_KEYS:
        others = ", ".join(named(name) for name in (*row.names[1:], row.alias))
        rows.append(f"| {named(row.name)} {row.label} | {others} | `%{row.command}` | {row.help} |")
    rows.append(f"| {named(CLEAR_KEY)} | | | Clear what is typed |")
    rows.append(f"| {named(REDRAW_KEY)} | | | Draw the screen again |")
    return "\n".join(rows)


def named(key: str) -> str:
    """Return the name of a key as keyboards show it."""
    return KEY_NAMES.get(spelled(key), spelled(key))


def commands() -> str:
    """Return the table of commands, from their help pages."""
    rows = ["| command | what it does |", "| --- | --- |"]
    rows += [f"| `{path}` | {first_sentence(command)} |" for path, command in all_commands()]
    return "\n".join(rows)


def all_commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command that does something, with the words that call it."""
    context = click.Context(wms, info_name="wms")
    for name in wms.list_commands(context):
        command = wms.get_command(context, name)
        assert command is not None, name
        yield from below(f"wms {name}", command)


def below(path: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Yield a command, or those of a family, with the words that call them."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    for name, one in sorted(command.commands.items()):
        yield from below(f"{path} {name}", one)


def first_sentence(command: click.Command) -> str:
    """Return what a command does, as its help page begins."""
    return command.get_short_help_str(limit=LONGEST)


def rights() -> str:
    """Return the table of who may do what, from the one that the operations ask; what is the same stands together."""
    together: dict[frozenset[Role], list[str]] = {}
    for right, roles in RIGHTS.items():
        together.setdefault(roles, []).append(in_words(right))
    rows = [f"| may | {' | '.join(Role)} |", "| --- |" + " --- |" * len(Role)]
    for roles, words in together.items():
        rows.append(f"| {', '.join(words)} | {' | '.join('yes' if role in roles else '' for role in Role)} |")
    return "\n".join(rows)


PARTS: dict[str, Callable[[], str]] = {"keys": keys, "commands": commands, "rights": rights}


def part(name: str, text: str) -> re.Match[str]:
    """Find a part between its marks."""
    found = re.search(rf"(?s)<!-- {name}: made by tests/readme.py -->\n(.*?)\n<!-- end of {name} -->", text)
    assert found is not None, f"README.md has no marks for {name}"
    return found


def main() -> None:
    """Write every part into the file."""
    text = README.read_text(encoding="utf-8")
    for name, make in PARTS.items():
        start, end = part(name, text).span(1)
        text = text[:start] + make() + text[end:]
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
