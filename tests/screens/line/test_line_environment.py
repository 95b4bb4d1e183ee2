import json
import subprocess
import sys

import pytest

from screens.line.environment import prepare

ASK = (
    "import json, os, sys; from screens.line.environment import prepare; profile = prepare(os.environ);"
    "print(json.dumps([profile.name, profile.colours, profile.erase_to_end, profile.ascii_only, profile.modern,"
    "dict(profile.keys), sorted(os.environ), 'textual' in sys.modules]))"
)


def session(**environ: str) -> list:
    """Ask a new process, as each session is one: curses reads one description in its life."""
    output = subprocess.run([sys.executable, "-c", ASK], env=environ, capture_output=True, check=True, text=True).stdout
    return json.loads(output)


@pytest.mark.parametrize(
    ("term", "colours", "erases", "ascii_only", "modern"),
    [
        ("xterm-256color", 16, True, False, True),
        ("xterm", 8, True, False, True),
        ("linux", 8, True, False, False),
        ("screen", 8, False, False, True),
        ("tmux-256color", 16, False, False, True),
        ("vt100", 0, False, True, False),
        ("vt220", 0, False, True, False),
    ],
)
def test_a_terminal_is_known_by_its_name_and_its_description(
    term: str, colours: int, erases: bool, ascii_only: bool, modern: bool
) -> None:
    assert session(TERM=term)[:5] == [term, colours, erases, ascii_only, modern]


@pytest.mark.parametrize("term", ["../../evil", "dumb", "", "unknown", "xterm/../x", "xterm\n", "x" * 99])
def test_a_name_nobody_knows_is_taken_for_a_vt100(term: str) -> None:
    assert session(TERM=term, COLORTERM="truecolor")[:5] == ["vt100", 0, False, True, False]


def test_a_terminal_without_terminfo_keeps_to_what_is_safe() -> None:
    assert session(TERM="contour")[:5] == ["contour", 8, False, False, True]


def test_the_terminals_own_function_keys_are_read() -> None:
    keys = session(TERM="linux")[5]
    assert keys["\x1b[[E"] == "f5"
    assert keys["\x1b[24~"] == "f12"


def test_textual_is_not_imported_before_the_environment_is_clean() -> None:
    assert session(TERM="xterm")[7] is False


def test_nothing_that_could_name_a_program_a_file_or_a_size_is_left() -> None:
    environ = dict.fromkeys(
        [
            "LINES",
            "COLUMNS",
            "TEXTUAL",
            "TEXTUAL_DRIVER",
            "TEXTUAL_LOG",
            "BROWSER",
            "PAGER",
            "EDITOR",
            "TERMINFO",
        ],
        "9",
    )
    left = session(TERM="xterm", PATH="/bin", **environ)[6]
    assert "PATH" in left
    assert not set(environ) & set(left)


def test_what_textual_reads_at_its_import_is_set() -> None:
    environ = {"TERM": "vt100", "TEXTUAL_ANIMATIONS": "full", "ESCDELAY": "1"}
    prepare(environ)
    assert environ["ESCDELAY"] == "300"
    assert environ["TEXTUAL_ANIMATIONS"] == "none"
    assert environ["TEXTUAL_DISABLE_KITTY_KEY"] == "1"


def test_no_color_is_respected_and_eight_bit_locales_get_ascii() -> None:
    assert session(TERM="xterm", NO_COLOR="1")[1] == 0
    assert session(TERM="xterm", LANG="de_DE.ISO-8859-1")[3] is True
    assert session(TERM="xterm", LANG="de_DE.UTF-8")[3] is False
