"""What somebody has seen is written once: no later statement makes it something else."""

from pathlib import Path

import apsw
import pytest

from tests.counting import a_count, a_house, seen
from wms_tui.storage.statements import change, rows


@pytest.mark.parametrize(
    "statement", ["UPDATE countlook SET counted = 36", "UPDATE countlook SET by = 'BERT'", "DELETE FROM countlook"]
)
def test_a_look_stays_as_it_was_written(warehouse: Path, statement: str) -> None:
    a_house()
    seen(a_count("A-01"), 30)

    with pytest.raises(apsw.ConstraintError, match="countlook rows are final"):
        change(statement)

    assert rows("SELECT by, expected, counted FROM countlook") == [("ANNA", 36, 30)]
