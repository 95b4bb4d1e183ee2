"""The program ``wms``, also as ``python -m wms_tui``."""

import os.path
import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    # ``python -m`` puts the current folder first on the path, where a stray ``reports.py`` would hide ours:
    # our folders are the ones next to this package. Nothing else may be imported before this.
    sys.path[0] = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - as above

from wms_tui.cli.main import wms


def main() -> None:
    """Run the command line of this process."""
    wms()


if __name__ == "__main__":
    main()
