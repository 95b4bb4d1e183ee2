"""What a session takes over from its environment: nothing it does not need.

``TERM`` and every other variable come from the far end of the line and are not to be trusted. Textual
reads its own variables once, when it is imported: ``TEXTUAL_DRIVER`` imports any module,
``TEXTUAL_LOG`` writes any file, ``TEXTUAL_SCREENSHOT`` ends the session. So ``prepare`` runs before
Textual is imported anywhere, and this module does not import it.
"""

import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, replace

from screens.line import terminfo

_REMOVED = frozenset(
    (
        # These two would win over the size the terminal itself reports.
        *("LINES", "COLUMNS"),
        # Programs and files that somebody else could name.
        *("BROWSER", "EDITOR", "VISUAL", "PAGER", "TERMINFO", "TERMINFO_DIRS", "TERMCAP"),
        *("PYTHONINSPECT", "PYTHONBREAKPOINT", "PYTHONSTARTUP"),
        # Guesses about colours, widths and terminals, which the profile replaces.
        *("COLORTERM", "NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TTY_COMPATIBLE"),
        *("TTY_INTERACTIVE", "UNICODE_VERSION", "TERM_PROGRAM", "LC_TERMINAL"),
    )
)

_SET = {
    # A function key may be cut in two by the network: so long (ms) a lone ESC waits for its rest.
    "ESCDELAY": "300",
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    "TEXTUAL_COLOR_SYSTEM": "standard",
}

_MODERN = frozenset(
    (
        *(
            "alacritty",
            "contour",
            "foot",
            "ghostty",
            "gnome",
            "iterm",
            "iterm2",
            "kitty",
            "konsole",
            "mintty",
        ),
        *("mlterm", "ms", "nsterm", "putty", "rxvt", "screen", "st", "tmux", "vte", "wezterm", "xterm"),
    )
)
"""Families that understand UTF-8, colours, the alternate screen and bracketed paste."""

_CONSOLES = frozenset(["linux"])
"""Families that understand UTF-8 and eight colours, and no more."""

_PLAIN = frozenset(["ansi", "vt100", "vt102", "vt220", "vt240", "vt320", "vt340", "vt420", "vt510", "vt520", "vt525"])
"""Families that are taken for the real thing: ASCII, no colours."""

_ERASES_ITS_OWN_WAY = frozenset(["screen", "tmux"])
"""Multiplexers: what they erase depends on the terminal they are shown on, which they do not tell."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9+._-]{0,40}")
_FALLBACK = "vt100"


@dataclass(frozen=True, slots=True)
class LineProfile:
    """What the terminal at the far end can do."""

    name: str
    """The terminal's name, fit for ``TERM``; ``vt100`` for one we do not know."""
    colours: int
    """0, 8 or 16."""
    erase_to_end: bool
    """Whether "erase to the end of the line" paints the background colour that is set."""
    ascii_only: bool
    """Whether only the 95 printable characters of ASCII may be sent."""
    modern: bool
    """Whether it may be asked for more than a VT220 has: the alternate screen, bracketed paste."""
    keys: tuple[tuple[str, str], ...] = ()
    """What its own function keys send, each with the key's name."""


PLAIN = LineProfile(_FALLBACK, colours=0, erase_to_end=False, ascii_only=True, modern=False)
"""What every terminal can do that can show a full screen at all."""


def prepare(environ: MutableMapping[str, str]) -> LineProfile:
    """Clean the environment for a session, before Textual is imported, and say what the terminal can do.

    ``environ`` is changed in place; hand the profile on to the application, because what it was read
    from is gone afterwards.
    """
    no_colours = "NO_COLOR" in environ
    for name in [name for name in environ if name in _REMOVED or name.startswith("TEXTUAL")]:
        del environ[name]
    profile = profile_of(environ)
    if no_colours:
        profile = replace(profile, colours=0)
    environ.update(_SET)
    environ["TERM"] = profile.name
    return profile


def profile_of(environ: Mapping[str, str]) -> LineProfile:
    """Read ``TERM``, the character set and the terminal database; a name not on our list is a VT100."""
    name = environ.get("TERM", "")
    family = re.split(r"[-.+]", name, maxsplit=1)[0]
    if not _NAME.fullmatch(name) or family not in _MODERN | _CONSOLES | _PLAIN:
        name = family = _FALLBACK
    described = terminfo.read(name)
    return LineProfile(
        name=name,
        colours=_colours(family, name, described),
        erase_to_end=_erases_in_colour(family, described),
        ascii_only=family in _PLAIN or not _speaks_unicode(environ),
        modern=family in _MODERN,
        keys=described.keys if described else (),
    )


def _colours(family: str, name: str, described: terminfo.Terminfo | None) -> int:
    """Return 0, 8 or 16: more than sixteen colours are never used."""
    if family in _PLAIN:
        return 0
    if "mono" in name or name.endswith("-m"):
        return 0
    if described is None:
        return 16 if "256color" in name else 8
    return 16 if described.colours >= 16 else 8 if described.colours >= 8 else 0


def _erases_in_colour(family: str, described: terminfo.Terminfo | None) -> bool:
    """Return whether an erased cell surely takes the background colour."""
    if described is None or family in _ERASES_ITS_OWN_WAY or family in _PLAIN:
        return False
    return described.erases_in_colour


def _speaks_unicode(environ: Mapping[str, str]) -> bool:
    """Return whether the locale allows UTF-8; one that names no character set says nothing against it.

    Python itself puts a UTF-8 ``LC_CTYPE`` beside a locale the server does not have, so each is asked.
    """
    locales = [environ["LC_ALL"]] if environ.get("LC_ALL") else [environ.get("LC_CTYPE", ""), environ.get("LANG", "")]
    charsets = [locale.partition(".")[2].partition("@")[0] for locale in locales]
    return all(charset.lower().replace("-", "") in ("", "utf8") for charset in charsets)
