"""Records that others ask for: FSMA 204 and EPCIS."""

import importlib
from datetime import datetime
from pathlib import Path

import click

from wms_tui import clock
from wms_tui.cli.output import Answer
from wms_tui.errors import BadInput
from wms_tui.queries.epcis_events import epcis_events
from wms_tui.queries.key_events import EventFilter, key_events, lots_asked_for
from wms_tui.storage.connection import reading


def records_of_others(
    kind: str,
    file: Path | None,
    *,
    force: bool,
    since: datetime | None,
    until: datetime | None,
    item: str,
    lot: str,
    listed_only: bool,
) -> Answer:
    """Write records of one of the two kinds, all of one moment, and say how many."""
    if file is None:
        raise click.UsageError(f"wms export {kind} needs -o FILE.")
    if since and until and until < since:
        raise BadInput("bad-range", f"{until.date()} is before {since.date()}.", "Give the earlier day first.")
    with reading():
        if kind == "epcis":
            module = importlib.import_module("wms_tui.exchange.epcis")
            lots = lots_asked_for(item, lot, listed=listed_only)
            count = module.write_epcis(file, epcis_events(since, until, lots), clock.now(), replace=force)
            return Answer({"file": str(file), "events": count})
        if since is None or until is None:
            raise click.UsageError("wms export fsma204 needs --from and --to.")
        which = EventFilter(since, until, item, lot, listed_only)
        module = importlib.import_module("wms_tui.exchange.fsma204")
        rows, lacking = module.write_fsma204(file, key_events(which), replace=force)
    notes = [f"Something is missing of {lacking} events: see the sheet missing."] if lacking else []
    return Answer({"file": str(file), "rows": rows, "missing": lacking}, notes=notes)
