"""Which languages there are, and the words of one."""

from collections.abc import Mapping
from datetime import date

from wms_tui.domain.letter_words.english import ENGLISH
from wms_tui.domain.letter_words.french import FRENCH
from wms_tui.domain.letter_words.german import GERMAN
from wms_tui.domain.letter_words.spanish import SPANISH
from wms_tui.domain.letter_words.vietnamese import VIETNAMESE
from wms_tui.domain.letter_words.words import Words
from wms_tui.errors import BadInput

LANGUAGES: Mapping[str, Words] = {
    one.language: one for one in (ENGLISH, SPANISH, FRENCH, GERMAN, VIETNAMESE)
}  # fmt: skip


def words_of(language: str) -> Words:
    """Return the words of a language.

    Raises:
        BadInput: ``unknown-language``.
    """
    found = LANGUAGES.get(language.strip().lower())
    if found is None:
        raise BadInput(
            "unknown-language", f"There are no letters in {language}.", f"There are: {', '.join(LANGUAGES)}."
        )
    return found


def spelled_day(on: date, words: Words) -> str:
    """Return a day with the name of its month: no reader takes the month for the day."""
    return f"{on.day:02d} {words.months[on.month - 1]} {on.year:04d}"
