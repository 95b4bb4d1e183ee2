"""Hands and eyes for tests of the desk screens: an address opened, keys pressed, the screen read."""

from textual.events import Key
from textual.pilot import Pilot

from screens.app import WmsApp
from screens.looks import Lines
from wms_tui.queries.order_pages import order_page
from wms_tui.queries.stock_pages import stock_page

SIZES = [(24, 16), (40, 20), (80, 24), (120, 40)]


def shown(pilot: Pilot[None]) -> str:
    """What is on the screen: each row fits it, and nothing in it is hidden."""
    rows = []
    for widget in pilot.app.screen.query(Lines):
        if not widget.display:
            continue
        for y in range(widget.size.height):
            strip = widget.render_line(y)
            assert strip.cell_length == pilot.app.size.width
            assert strip.text.isprintable()
            rows.append(strip.text.rstrip())
    assert len(rows) == pilot.app.size.height
    return "\n".join(rows)


async def opened(pilot: Pilot[None], address: str) -> str:
    app = pilot.app
    assert isinstance(app, WmsApp)
    app.open_desk(address)
    await pilot.pause()
    return shown(pilot)


async def typed(pilot: Pilot[None], text: str, *keys: str) -> str:
    """Type a text and press keys, all in one go, and return what is shown then."""
    for one in (*text, *keys):
        name = {"\r": "enter"}.get(one, one)
        pilot.app.post_message(Key(name, one if len(one) == 1 else None))
    await pilot.pause()
    return shown(pilot)


def some_lot() -> tuple[str, str]:
    """A released lot in a bin, part of which is kept for an order."""
    found = [one for _, one in stock_page("bin", limit=500) if one.reserved and one.bin != "STAGE"]
    return found[0].item, found[0].lot


def an_order_that_is(state: str) -> str:
    return next(one.order for _, one in order_page("state", limit=500) if one.state == state)
