"""Boxes of a drawn graph never overlap, and edges lead from left to right."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.graph_layout import Drawing, draw

EDGES = st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda edge: edge[0] != edge[1]), max_size=40)


def overlaps(drawing: Drawing) -> list[tuple[object, object]]:
    """Return the boxes that stand in each other's way."""
    found = []
    for layer in range(drawing.layers):
        row = sorted((box.middle, one, box.height) for one, box in drawing.boxes.items() if box.layer == layer)
        found += [
            (above[1], below[1]) for above, below in pairwise(row) if below[0] - above[0] < (above[2] + below[2]) / 2
        ]
    return found


@given(EDGES)
def test_no_box_stands_upon_another_whatever_leads_where(edges: set[tuple[int, int]]):
    drawing = draw(dict.fromkeys(range(13), 30.0), edges)

    assert overlaps(drawing) == []
    assert min(box.middle - box.height / 2 for box in drawing.boxes.values()) >= -1e-6
    assert max(box.middle + box.height / 2 for box in drawing.boxes.values()) <= drawing.height + 1e-6


@given(EDGES.map(lambda edges: {(min(edge), max(edge)) for edge in edges}))
def test_every_edge_leads_to_the_right_and_has_a_place_in_each_layer_it_passes(edges: set[tuple[int, int]]):
    drawing = draw(dict.fromkeys(range(13), 30.0), edges)

    assert set(drawing.edges) == edges
    for (start, end), run in drawing.edges.items():
        assert len(run) == drawing.boxes[end].layer - drawing.boxes[start].layer + 1 >= 2
        assert (run[0], run[-1]) == (drawing.boxes[start].middle, drawing.boxes[end].middle)


def test_a_chain_is_a_straight_line():
    drawing = draw({"a": 40, "b": 20, "c": 40}, [("a", "b"), ("b", "c")])

    assert [drawing.boxes[one].layer for one in "abc"] == [0, 1, 2]
    assert len({round(drawing.boxes[one].middle, 3) for one in "abc"}) == 1


def test_a_tree_is_drawn_without_a_crossing():
    drawing = draw(
        dict.fromkeys("abcdefg", 20), [("a", "b"), ("a", "c"), ("c", "d"), ("b", "e"), ("c", "f"), ("b", "g")]
    )

    down = sorted("defg", key=lambda one: drawing.boxes[one].middle)
    assert {frozenset(down[:2]), frozenset(down[2:])} == {frozenset("eg"), frozenset("df")}
