"""Writing EPCIS 2.0 documents (JSON-LD), an event at a time: a year of them takes no more room than a day."""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from wms_tui.domain.epcis import document
from wms_tui.exchange.writing import write_beside


def write_epcis(path: Path, events: Iterable[dict[str, Any]], created: datetime, *, replace: bool = False) -> int:
    """Write events as one document; return how many. The file appears whole or not at all.

    Raises:
        BadInput: ``file-exists`` unless it may be replaced, ``file-unwritable``.
    """
    return write_beside(path, lambda beside: _write(beside, events, created), replace=replace)


def _write(path: Path, events: Iterable[dict[str, Any]], created: datetime) -> int:
    head = json.dumps(document(created), ensure_ascii=False)
    count = 0
    with path.open("x", encoding="utf-8") as file:
        file.write(f'{head[:-1]}, "epcisBody": {{"eventList": [')
        for event in events:
            file.write(f"{',' if count else ''}\n{json.dumps(event, ensure_ascii=False)}")
            count += 1
        file.write("\n]}}\n")
    return count
