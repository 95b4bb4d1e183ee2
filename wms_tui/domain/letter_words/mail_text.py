"""A letter in words: the lines that stand on paper and in the mail alike, and the covering letter."""

from datetime import date

from wms_tui.domain.letter_words.languages import spelled_day, words_of
from wms_tui.domain.letter_words.words import Words
from wms_tui.domain.recall import RecallKind
from wms_tui.domain.recall_letters import Change, Letter


def kind_words(letter: Letter, words: Words, kind: RecallKind | None = None) -> str:
    """Return what the letter is: ``FOOD RECALL``. A word for goods that is not known stands as it was typed."""
    product = words.letter.products.get(letter.product.upper(), letter.product.upper())
    return words.letter.kinds[kind or letter.kind].format(product=product).strip()


def deadline_words(letter: Letter, words: Words) -> str:
    """Return by when an answer is wanted."""
    if letter.reply_by is None:
        return words.letter.answer_soon
    return words.letter.answer_by.format(date=spelled_day(letter.reply_by, words))


def update_lines(letter: Letter, words: Words) -> tuple[str, ...]:
    """Return what is new in a letter, a sentence each."""
    return tuple(_sentence(one, letter, words) for one in letter.changes)


def _sentence(one: Change, letter: Letter, words: Words) -> str:
    before, after = one.before, one.after
    if one.what == "deadline":
        before, after = (spelled_day(date.fromisoformat(text), words) if text else "-" for text in (before, after))
    elif one.what == "class":
        before, after = before or words.letter.not_classified, after or words.letter.not_classified
    elif one.what == "kind":
        before, after = kind_words(letter, words, RecallKind(before)), kind_words(letter, words, RecallKind(after))
    return words.mail.changes[one.what].format(before=before, after=after)


def subject_of(letter: Letter) -> str:
    """Return the subject of the mail that brings a letter."""
    words = words_of(letter.to.language)
    urgent = f"{words.letter.urgent}: " if letter.urgent else ""
    said = words.mail.cancelled if letter.cancels else words.mail.subject
    subject = said.format(urgent=urgent, kind=kind_words(letter, words), recall=letter.recall)
    return f"{words.letter.test}: {subject}" if letter.drill else subject


def covering_text(letter: Letter) -> str:
    """Return the covering letter, which is the text of the mail as well: plain text, a paragraph a line."""
    words = words_of(letter.to.language)
    news = [f"- {line}" for line in update_lines(letter, words)]
    update = words.letter.update.format(date=spelled_day(letter.made_at.date(), words))
    firm = letter.firm
    parts = [
        words.letter.test if letter.drill else "",
        subject_of(letter),
        words.mail.greeting.format(name=letter.to.contact or letter.to.name or letter.to.code),
        *(() if letter.cancels else _what_to_do(letter, words)),
        "\n".join([update, *news]) if news else "",
        *((words.letter.may_use,) if letter.cancels else _what_is_recalled(letter, words)),
        words.mail.closing,
        "\n".join(part for part in (firm.name, firm.address, firm.phone, firm.email, firm.hours) if part),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _what_to_do(letter: Letter, words: Words) -> tuple[str, ...]:
    deadline = deadline_words(letter, words)
    return tuple(paragraph.format(deadline=deadline) for paragraph in words.mail.body)


def _what_is_recalled(letter: Letter, words: Words) -> tuple[str, ...]:
    goods = [
        f"- {one.item} {one.name}, {words.heads.lot} {one.lot}: {one.quantity} {one.unit}".replace(" ,", ",")
        for one in letter.lots
    ]  # fmt: skip
    return "\n".join([f"{words.letter.what}:", *goods]), f"{words.letter.why}: {letter.reason}"
