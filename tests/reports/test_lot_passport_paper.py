"""The passport of a lot on paper and as a web page, read back as a customer and a scanner would."""

import re
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageDraw

from reports import lot_passport
from reports.lot_passport_page import render_page
from reports.page import A4, LETTER, Paper, Rendered
from wms_tui.domain.letter_words.languages import LANGUAGES
from wms_tui.domain.passport import LotPassport, PassportFirm, PassportPaper, PassportRecall, PassportTest
from wms_tui.domain.passport_words import PASSPORT_WORDS
from wms_tui.domain.recall import RecallKind

LINK = "https://id.gs1.org/01/04012345678901/10/L27%2F001?17=270630"
NASTY = "<script src=x>&\"'\x07 evil"


def a_passport(**changes: Any) -> LotPassport:
    known = LotPassport(
        firm=PassportFirm("Northern Dairy", "1 Mill Road, Troms\u00f8, NO", "+47 555 0100", "care@example.org", "8-16"),
        product="Oat drink", brand="Nord", description=("1 l", "carton"), lot="L27/001", gtin="04012345678901",
        origin="NO", made_in="", made_on=date(2026, 11, 20), best_before_on=None, expires_on=date(2027, 6, 30),
        link=LINK, papers=(PassportPaper("analysis.pdf", "ab" * 32, date(2026, 11, 21)),),
        tests=(PassportTest("fat", date(2026, 11, 21)),), recalls=(), recalled=False, issued_on=date(2026, 11, 26),
        seal="cd" * 32,
    )  # fmt: skip
    return replace(known, **changes)


def a_recalled() -> LotPassport:
    case = PassportRecall("R7", RecallKind.RECALL, "Allergic reaction", date(2026, 11, 25))
    return a_passport(recalled=True, recalls=(case,))


class Page(HTMLParser):
    """Everything that a page has: its elements with their attributes, and its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("paper", [A4, LETTER])
def test_the_paper_says_what_the_goods_are_and_its_code_leads_to_them(
    paper: Paper, text_of: Callable[[Rendered], list[str]], codes_of: Callable[[Rendered], list[list[str]]]
) -> None:
    rendered = lot_passport.render(a_passport(), paper)

    (text,) = text_of(rendered)
    for words in ("L27/001", "Oat drink", "30 Jun 2027", "analysis.pdf", "ab" * 32, "fat", "not recalled", "cd" * 32):
        assert words in text
    assert codes_of(rendered) == [[LINK]]
    assert lot_passport.render(a_passport(), paper).data == rendered.data


def test_a_recall_stands_first_on_paper_and_on_the_page(text_of: Callable[[Rendered], list[str]]) -> None:
    (text,) = text_of(lot_passport.render(a_recalled()))
    page = "".join(Page(render_page(a_recalled())).words)

    for told in (text, page):
        assert told.index("RECALLED") < told.index("R7") < told.index("Allergic reaction") < told.index("The goods")
        assert "not recalled" not in told


def test_the_code_of_the_page_leads_to_the_goods() -> None:
    page = render_page(a_passport()).decode()

    (side,) = re.findall(r'viewBox="0 0 (\d+) \d+"', page)
    picture = Image.new("L", (int(side) * 8, int(side) * 8), 255)
    brush = ImageDraw.Draw(picture)
    for x, y, across in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", page):
        left, top = int(x) * 8, int(y) * 8
        brush.rectangle((left, top, left + int(across) * 8 - 1, top + 7), fill=0)
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [LINK]


def test_the_page_runs_nothing_and_loads_nothing() -> None:
    page = Page(render_page(a_recalled()))

    tags = {tag for tag, _ in page.elements}
    assert tags.isdisjoint({"script", "link", "img", "iframe", "object", "embed", "form", "input", "base", "use"})
    assert not [name for _, found in page.elements for name in found if name.startswith("on") or name == "src"]
    assert [found["href"] for _, found in page.elements if "href" in found] == [LINK]
    policies = [found["content"] for _, found in page.elements if found.get("http-equiv") == "Content-Security-Policy"]
    assert policies and str(policies[0]).startswith("default-src 'none'")
    assert "url(" not in render_page(a_recalled()).decode()


def test_what_a_person_typed_is_never_markup(text_of: Callable[[Rendered], list[str]]) -> None:
    nasty = a_passport(
        firm=PassportFirm(NASTY, NASTY, NASTY, NASTY, NASTY), product=NASTY, brand=NASTY, description=(NASTY,),
        lot=NASTY, papers=(PassportPaper(NASTY, "ab" * 32, date(2026, 11, 21)),),
        tests=(PassportTest(NASTY, date(2026, 11, 21)),), recalled=True,
        recalls=(PassportRecall(NASTY, RecallKind.RECALL, NASTY, date(2026, 11, 25)),),
    )  # fmt: skip

    page = Page(render_page(nasty))

    plain = Page(render_page(a_recalled()))
    assert {tag for tag, _ in page.elements} == {tag for tag, _ in plain.elements}
    assert "\x07" not in "".join(page.words)
    assert "<script src=x>" in "".join(page.words)
    assert "<script src=x>" in "".join(text_of(lot_passport.render(nasty)))


def test_goods_without_a_gtin_have_a_passport_without_a_code(codes_of: Callable[[Rendered], list[list[str]]]) -> None:
    bare = a_passport(gtin="", link="", tests=(), papers=(), seal="", firm=PassportFirm("", "", "", "", ""))

    assert codes_of(lot_passport.render(bare)) == [[]]
    assert b"<svg" not in render_page(bare)


def test_many_papers_take_many_pages() -> None:
    many = tuple(PassportPaper(f"paper {number}.pdf", "ab" * 32, date(2026, 11, 21)) for number in range(120))

    assert lot_passport.render(a_passport(papers=many)).pages > 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fixed_word_is_in_the_language_of_the_passport_on_paper_and_page(
    language: str, text_of: Callable[[Rendered], list[str]]
) -> None:
    words, english = asdict(PASSPORT_WORDS[language]), asdict(PASSPORT_WORDS["en"])
    # Some words are the same in two languages; sentences never are.
    same = {name for name, word in words.items() if word == english[name]}
    assert language == "en" or same <= {"description", "lot", "hours", "email", "firm"}

    for passport in (a_passport(language=language), replace(a_recalled(), language=language)):
        text = " ".join(" ".join(text_of(lot_passport.render(passport))).split())
        page = " ".join(" ".join(Page(render_page(passport)).words).split())
        told = ("goods", "product", "brand", "use_by", "tests", "certificates", "proof", "stands_by", "phone")
        wanted = [*(words[name] for name in told), words["recalled" if passport.recalled else "no_recall"]]
        assert [word for word in wanted if word not in text] == []
        assert [word for word in wanted if word not in page] == []
        assert "{" not in text
        assert ("html", {"lang": language}) in Page(render_page(passport)).elements
