"""Where operating systems keep fonts that fill what the packaged ones leave out.

Only well-known files are looked for, in a fixed order, so that a page looks the same on machines
that have the same fonts. No font is copied: what a page needs is drawn into the page.
"""

from collections.abc import Iterator
from pathlib import Path

_FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "/System/Library/Fonts/Supplemental",
    "C:/Windows/Fonts",
)

# Wide fonts first, then symbols. Some are collections, of which the first font is taken.
_FILES = (
    "opentype/noto/NotoSansCJK-Regular.ttc",
    "google-noto-cjk/NotoSansCJK-Regular.ttc",
    "google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
    "noto-cjk/NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "truetype/droid/DroidSansFallbackFull.ttf",
    "truetype/droid/DroidSansFallback.ttf",
    "truetype/wqy/wqy-microhei.ttc",
    "truetype/nanum/NanumGothic.ttf",
    "AppleSDGothicNeo.ttc",
    "malgun.ttf",
    "PingFang.ttc",
    "msyh.ttc",
    "Arial Unicode.ttf",
    "truetype/dejavu/DejaVuSans.ttf",
    "dejavu-sans-fonts/DejaVuSans.ttf",
    "TTF/DejaVuSans.ttf",
    "DejaVuSans.ttf",
    "truetype/liberation/LiberationSans-Regular.ttf",
    "Nirmala.ttf",
    "Nirmala.ttc",
    "seguisym.ttf",
)


def machine_fonts() -> Iterator[Path]:
    """Yield the well-known font files that are on this machine, best first."""
    for name in _FILES:
        for folder in _FOLDERS:
            path = Path(folder).expanduser() / name
            if path.is_file():
                yield path
                break
