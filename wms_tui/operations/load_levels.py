"""Loading how much is to be in the bins that are picked from; part of ``load``."""

from collections.abc import Sequence

from wms_tui.domain.audit import Thing
from wms_tui.domain.records import Kind, LevelRecord
from wms_tui.operations.loading import Loading
from wms_tui.operations.set_level import refuse_level
from wms_tui.queries.levels import bin_level
from wms_tui.storage.level_rows import write_bin_level

_COLUMNS = {"bad-minimum": "max", "above-capacity": "max"}


def load_levels(loading: Loading, records: Sequence[LevelRecord]) -> None:
    """Add levels to bins that have none of the item."""
    for record in records:
        item = loading.item(Kind.LEVELS, record, record.item)
        place = loading.place(Kind.LEVELS, record, record.bin)
        if item is None or place is None:
            continue
        known = bin_level(place.id, item.id)
        if known is not None:
            said = LevelRecord(bin=known.bin, item=known.item, minimum=known.minimum, maximum=known.maximum)
            loading.compare(Kind.LEVELS, record, said)
            continue
        with loading.refusals(Kind.LEVELS, record, "bin", _COLUMNS):
            refuse_level(place, item, record.minimum, record.maximum)
            write_bin_level(place.id, item.id, record.minimum, record.maximum)
            values = {"minimum": record.minimum, "maximum": record.maximum}
            loading.note(Thing.LEVEL, f"{place.code} {item.code}", None, values)
