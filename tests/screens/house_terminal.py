"""The real terminal on a warehouse: the first argument is its file, the second the badge."""

import sys
from pathlib import Path

from screens.start import open_terminal
from wms_tui.errors import WmsError

if __name__ == "__main__":
    assert "textual" not in sys.modules
    try:
        sys.exit(open_terminal(Path(sys.argv[1]), by=sys.argv[2], terminal="T1"))
    except WmsError as refusal:
        sys.exit(f"{refusal.code}: {refusal.message}")
