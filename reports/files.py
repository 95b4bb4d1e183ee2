"""Put a finished document on disk: all of it or nothing, and never over another file unasked."""

import errno
import os
import tempfile
from pathlib import Path

from wms_tui.errors import Refused, Unavailable, WmsError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}


def write(path: Path, data: bytes, force: bool = False) -> None:
    """Write the bytes beside the path, then give them its name.

    A reader never sees half a file; what stood there before stays until the new one is whole.

    Raises:
        Refused: ``file-exists`` unless forced, ``folder-missing``, ``not-a-file`` or ``not-writable``.
        Unavailable: ``disk-full``; nothing is left behind.
    """
    try:
        _write(path, data, force)
    except FileExistsError:
        words = f"{path.name} exists already"
        raise Refused("file-exists", words, "Another name, or --force", file=str(path)) from None
    except OSError as error:
        raise _refusal(path, error) from error


def _write(path: Path, data: bytes, force: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o666 & ~_umask())
        if force:
            beside.replace(path)
        else:
            _name_if_free(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _name_if_free(beside: Path, path: Path) -> None:
    """Give the file its name unless another has taken it meanwhile."""
    try:
        os.link(beside, path, follow_symlinks=False)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in {errno.EPERM, errno.ENOTSUP, errno.EMLINK}:
            raise
        # A file system without links: take the name first, then put the file in its place.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        beside.replace(path)


def _umask() -> int:
    """Return the mask of this process, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refusal(path: Path, error: OSError) -> WmsError:
    """Say in the words of a person what the operating system refused."""
    folder = path.parent
    if error.errno in _FULL:
        return Unavailable("disk-full", f"No room on disk for {path.name}", "Free space, then repeat")
    if error.errno in _FORBIDDEN:
        return Refused("not-writable", f"Cannot write in {folder}", "Choose a folder of your own")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return Refused("folder-missing", f"There is no folder {folder}", "Make it, or choose another")
    if error.errno == errno.ENAMETOOLONG:
        return Refused("name-too-long", "The file name is too long", "Choose a shorter name")
    if error.errno == errno.EISDIR or path.is_dir():
        return Refused("not-a-file", f"{path.name} is a folder", "Name a file in it")
    return Unavailable("not-written", f"Cannot write {path.name}: {error.strerror}", "Try another folder")
