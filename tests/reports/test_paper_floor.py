"""What papers are measured by says the same as the papers: a floor that leaves something out would flatter nobody."""

from collections.abc import Callable

from reports import pick_list
from reports.page import Rendered
from wms_tui.bench import paper_floor
from wms_tui.bench.papers import sample


def test_the_list_by_hand_says_what_ours_says(text_of: Callable[[Rendered], list[str]]) -> None:
    document = sample(12)

    ours = text_of(pick_list.render(document))
    by_hand = text_of(Rendered(paper_floor.pick_list(document), 2))

    assert len(by_hand) == len(ours) == 2
    for page, (mine, other) in enumerate(zip(ours, by_hand, strict=True), 1):
        lines = document.lines[10 * (page - 1) : 10 * page]
        for fact in (document.order, "CITYMART City Mart", "25 NOV 2026", "25 DEC 2026", f"page {page} of 2"):
            assert fact in mine
            assert fact in other
        for line in lines:
            for fact in (line.bin, line.lot, f"{line.quantity} EA", line.packs, f"{line.item} ", "14 MAR 2027"):
                assert fact in mine
                assert fact in other


def test_the_bar_codes_by_hand_are_those_of_ours(codes_of: Callable[[Rendered], list[list[str]]]) -> None:
    document = sample(12)

    ours = codes_of(pick_list.render(document))

    assert codes_of(Rendered(paper_floor.pick_list(document), 2)) == ours
    assert [len(page) for page in ours] == [21, 5]
