"""What is brought to the bins that are picked from, held against all small cases that can be made up."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from wms_tui.domain.putaway import BinChoice
from wms_tui.domain.quantity import Pack
from wms_tui.domain.replenishment import Face, Plan, plan, whole_packs
from wms_tui.domain.rotation import ORDER, Candidate
from wms_tui.domain.rows import Item
from wms_tui.domain.types import Mixing, Rotation, Status, Tracking

TODAY = date(2027, 3, 1)
CASE = Pack("CS", 12)


def an_item(number: int = 1, rotation: Rotation = Rotation.FEFO, packs: tuple[Pack, ...] = (CASE,)) -> Item:
    return Item(
        number, f"I{number}", "", Tracking.LOT, rotation, "EA", None, 0, 0, 0, None, None, None, "", "",
        Status.RELEASED, None, None, packs=(Pack("EA", 1), *packs),
    )  # fmt: skip


def stock(lot: int, place: int, quantity: int, *, reserved: int = 0, bin: str = "") -> Candidate:
    """Return stock of a lot; the higher its number, the later it expires."""
    return Candidate(
        lot_id=lot, place_id=place, plate_id=0, quantity=quantity, reserved=reserved, lot=f"L{lot}",
        status="released", expires_on=TODAY + timedelta(days=lot), removal_on=TODAY + timedelta(days=lot),
        received_on=TODAY - timedelta(days=90 - lot), began_on=None, lot_key=f"L{lot:03d}", bin=bin or f"R-{place:02d}",
        kind="bin", walk=place * 10, pickable=0, blocked=0, counting=0, plate="",
    )  # fmt: skip


def a_face(minimum: int, maximum: int, *there: Candidate, item: Item | None = None, coming: int = 0, **bin) -> Face:
    item = item or an_item()
    holds = tuple((item.code, one.lot) for one in there)
    quantity = sum(one.quantity for one in there) + coming
    choice = BinChoice(**{"code": "A-01", "walk": 1, "holds": holds, "quantity": quantity, **bin})
    return Face(item, choice, minimum, maximum, there, coming)


def brought(found: Plan) -> list[tuple[str, str, int]]:
    return [(one.lot, one.source, one.quantity) for one in found.refills]


def test_a_bin_below_its_minimum_is_filled_to_its_maximum():
    found = plan([a_face(12, 60)], {1: [stock(5, 20, 500)]})

    assert brought(found) == [("L5", "R-20", 60)]


def test_exactly_the_minimum_is_enough_and_one_less_is_not():
    assert not a_face(12, 60, stock(1, 1, 12)).due
    assert a_face(12, 60, stock(1, 1, 11)).due


def test_what_is_on_its_way_counts_and_what_is_promised_does_not():
    assert not a_face(12, 60, stock(1, 1, 6), coming=6).due
    assert a_face(12, 60, stock(1, 1, 20, reserved=9)).due


def test_whole_packs_are_brought_as_long_as_one_fits():
    found = plan([a_face(12, 70, stock(1, 1, 5))], {1: [stock(5, 20, 500)]})

    assert brought(found) == [("L5", "R-20", 60)]


def test_where_no_pack_fits_single_units_fill_up_to_the_minimum():
    found = plan([a_face(9, 12, stock(1, 1, 5))], {1: [stock(5, 20, 500)]})

    assert brought(found) == [("L5", "R-20", 4)]


def test_packs_that_stop_short_of_the_minimum_are_followed_by_single_units():
    found = plan([a_face(20, 23)], {1: [stock(5, 20, 500)]})

    assert brought(found) == [("L5", "R-20", 20)]


def test_a_rest_of_a_lot_is_brought_whole():
    found = plan([a_face(12, 60)], {1: [stock(2, 20, 7), stock(5, 21, 500)]})

    assert brought(found) == [("L2", "R-20", 7), ("L5", "R-21", 48)]


def test_a_later_lot_does_not_overtake_the_one_that_cannot_go_in():
    face = a_face(12, 60, stock(9, 1, 5), mixing=Mixing.SAME_LOT)

    found = plan([face], {1: [stock(2, 20, 100), stock(9, 21, 100)]})

    assert found.refills == ()
    [unfilled] = found.unfilled
    assert (unfilled.bin, unfilled.short) == ("A-01", 7)
    assert unfilled.why == "L2 of R-20 goes first: A-01 holds another lot"


def test_a_later_lot_is_put_behind_an_earlier_one_and_that_is_said():
    found = plan([a_face(12, 60, stock(2, 1, 5))], {1: [stock(5, 20, 100)]})

    assert [one.behind for one in found.refills] == ["L2"]


def test_an_earlier_lot_in_front_of_a_later_one_needs_no_word():
    found = plan([a_face(12, 60, stock(9, 1, 5))], {1: [stock(5, 20, 100)]})

    assert [one.behind for one in found.refills] == [""]


def test_more_than_a_bin_takes_is_not_brought():
    found = plan([a_face(12, 60, stock(1, 1, 5), capacity=30)], {1: [stock(5, 20, 100)]})

    assert brought(found) == [("L5", "R-20", 24)]


def test_the_emptiest_bin_is_served_first():
    faces = [a_face(12, 24, stock(1, 1, 11)), a_face(12, 24, code="B-09", walk=90)]

    found = plan(faces, {1: [stock(5, 20, 24)]})

    assert [(one.target, one.quantity) for one in found.refills] == [("B-09", 24)]
    assert [(one.bin, one.short, one.why) for one in found.unfilled] == [("A-01", 1, "no stock in reserve")]


def test_what_is_to_be_brought_stands_in_walk_order_of_where_it_is():
    faces = [a_face(12, 24), a_face(12, 24, item=an_item(2), code="A-02", walk=2)]

    found = plan(faces, {1: [stock(5, 30, 24)], 2: [stock(6, 20, 24)]})

    assert [one.source for one in found.refills] == ["R-20", "R-30"]


def test_a_closed_bin_gets_nothing_and_says_why():
    found = plan([a_face(12, 60, blocked=True)], {1: [stock(5, 20, 100)]})

    assert (found.refills, found.unfilled[0].why) == ((), "A-01 is blocked")


ROTATIONS = st.sampled_from(Rotation)
PACKS = st.lists(st.sampled_from([Pack("IN", 6), Pack("CS", 12), Pack("PL", 48)]), unique=True, max_size=3)
SMALL = st.integers(0, 60)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Face], dict[int, list[Candidate]]]:
    items = [an_item(number, draw(ROTATIONS), tuple(draw(PACKS))) for number in (1, 2)]
    faces: list[Face] = []
    for place in range(1, 4):
        item = draw(st.sampled_from(items))
        minimum = draw(SMALL)
        maximum = max(1, minimum + draw(SMALL))
        there = tuple(
            stock(lot + 10 * item.id, place, draw(st.integers(1, 40)), bin=f"A-{place}")
            for lot in draw(st.lists(st.integers(1, 8), unique=True, max_size=2))
        )
        mixing, capacity = draw(st.sampled_from(Mixing)), draw(st.none() | st.integers(1, 120))
        coming = draw(st.integers(0, 10))
        faces.append(
            a_face(minimum, maximum, *there, item=item, coming=coming, code=f"A-{place}", walk=place, mixing=mixing,
                   capacity=capacity)
        )  # fmt: skip
    reserve = {
        item.id: sorted(
            (stock(lot + 10 * item.id, place, draw(st.integers(1, 80)))
             for lot, place in draw(st.lists(st.tuples(st.integers(1, 8), st.integers(20, 24)), unique=True,
                                             max_size=5))),
            key=ORDER[item.rotation],
        )
        for item in items
    }  # fmt: skip
    return [face for face in faces if face.due], reserve


@given(worlds())
def test_no_plan_breaks_a_rule_of_the_house(world):
    faces, reserve = world

    found = plan(faces, reserve)

    item_of = {face.item.code: face.item for face in faces}
    taken: Counter[tuple[int, str, str]] = Counter()
    into: dict[str, list] = defaultdict(list)
    for one in found.refills:
        assert one.quantity > 0
        taken[item_of[one.item].id, one.source, one.lot] += one.quantity
        into[one.target].append(one)
    there = {(item, one.bin, one.lot): one.available for item, stocks in reserve.items() for one in stocks}
    assert all(quantity <= there[key] for key, quantity in taken.items()), "no more than is there"
    for face in faces:
        mine = into[face.choice.code]
        total = sum(one.quantity for one in mine)
        assert face.has + total <= face.maximum or not mine, "not above the maximum"
        assert face.choice.capacity is None or not mine or face.choice.quantity + total <= face.choice.capacity
        lots = {(face.item.code, one.lot) for one in mine} | set(face.choice.holds)
        assert face.choice.mixing is not Mixing.SAME_LOT or not mine or len(lots) == 1, "lots are not mixed"
        unfilled = [one for one in found.unfilled if one.bin == face.choice.code]
        assert bool(unfilled) == (face.has + total < face.minimum), "a bin that stays short is told"
        if unfilled and unfilled[0].why == "no stock in reserve":
            left = [one for one in reserve[face.item.id] if one.available > taken[face.item.id, one.bin, one.lot]]
            assert not left, "what is there is brought"
        if mine:
            _nothing_overtakes(face, mine, reserve[face.item.id], taken)


def _nothing_overtakes(face, mine, reserve, taken):
    """What is brought last has nothing before it in rotation that is still in reserve."""
    order = [(one.bin, one.lot) for one in reserve]
    last = max(order.index((one.source, one.lot)) for one in mine)
    for one in reserve[:last]:
        assert taken[face.item.id, one.bin, one.lot] == one.available, f"{one.lot} was overtaken"


@given(worlds())
def test_a_plan_that_was_carried_out_leaves_nothing_more_to_bring_for_what_it_filled(world):
    faces, reserve = world
    found = plan(faces, reserve)

    filled = {one.target for one in found.refills} - {one.bin for one in found.unfilled}

    for face in faces:
        total = sum(one.quantity for one in found.refills if one.target == face.choice.code)
        assert face.choice.code not in filled or face.has + total >= face.minimum


@given(st.integers(0, 500), PACKS)
def test_whole_packs_never_open_the_smallest(quantity, packs):
    whole = whole_packs(quantity, packs)

    smallest = min((pack.quantity for pack in packs), default=1)
    assert whole % smallest == 0
    assert quantity - smallest < whole <= quantity
