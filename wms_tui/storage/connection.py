# pyright: reportUnknownMemberType=false
"""The one connection of this process to the warehouse file, and the only way to write through it.

The file is opened by the SQLite that the apsw wheel brings along: older ones can corrupt a file that
several processes write. Nothing in this program opens the file itself: closing a second descriptor
would drop the locks that SQLite holds on it.
"""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType

import apsw
import peewee
from playhouse.apsw_ext import APSWDatabase

from wms_tui.errors import BadInput, NotFound, Refused, Unavailable
from wms_tui.storage.queue import WriteQueue

SQLITE_NEEDED = (3, 51, 3)
APPLICATION_ID = 0x574D5354
SCHEMA_VERSION = 4
BUSY_SECONDS = 20

PRAGMAS = (
    ("journal_mode", "WAL"),
    ("synchronous", "FULL"),
    ("foreign_keys", 1),
    # Without it, INSERT OR REPLACE rewrites a final row and no trigger sees it.
    ("recursive_triggers", 1),
    ("journal_size_limit", 16 * 1024 * 1024),
    ("cache_size", -32 * 1024),
)


class Warehouse(APSWDatabase):
    """The database of one warehouse: SQLite in a file that many processes write."""

    def _add_conn_hooks(self, conn: apsw.Connection) -> None:
        super()._add_conn_hooks(conn)
        # Without it a statement is planned anew each time other values are bound to it, which costs
        # more than most statements do.
        conn.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)


database = Warehouse(None, autoconnect=False, statementcachesize=200)


class _Session:
    """What this process knows of the warehouse it has open."""

    def __init__(self) -> None:
        self.target: Path | None = None
        self.queue: WriteQueue | None = None
        self.terminal = ""
        self.file: tuple[int, int] = (0, 0)


_session = _Session()


def terminal() -> str:
    """Return the name of the terminal this process works at; entries carry it."""
    return _session.terminal


def target() -> Path:
    """Return the file that is open."""
    if _session.target is None:
        raise RuntimeError("no warehouse is open")
    return _session.target


def open_database(path: Path, *, terminal: str = "", by: str = "") -> None:
    """Open the warehouse in a file that exists.

    Raises:
        NotFound: where there is no file.
        BadInput: where the file is not a warehouse.
        Refused: where another version of the program has made it, or SQLite is too old.
        Unavailable: where it cannot be read or is busy.
    """
    if not path.exists():
        raise NotFound("no-warehouse", f"There is no warehouse at {path}.", "Make one: wms init, or wms demo.")
    if path.is_dir():
        raise BadInput("not-a-warehouse", f"{path} is a folder.", "Name a file with --db.")
    refuse_foreign(path)
    connect(path, terminal=terminal, by=by)
    try:
        _check_stamp()
    except BaseException:
        close_database()
        raise


def refuse_foreign(path: Path) -> None:
    """Refuse a file that is not a warehouse before anything is written into it: connecting changes its header.

    Raises:
        BadInput: ``not-a-warehouse``.
        Unavailable: where it cannot be read.
    """
    with storage_errors():
        file = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        try:
            file.set_busy_timeout(BUSY_SECONDS * 1000)
            found = file.execute("PRAGMA application_id").fetchall()
        finally:
            file.close()
    if found != [(APPLICATION_ID,)]:
        raise BadInput("not-a-warehouse", f"{path} is not a warehouse.", "Name another file with --db.")


def connect(path: Path, *, terminal: str = "", by: str = "") -> None:
    """Connect to a file, new or not, without looking at what it holds."""
    if tuple(int(part) for part in apsw.sqlite_lib_version().split(".")) < SQLITE_NEEDED:
        raise Refused("sqlite-too-old", f"SQLite {apsw.sqlite_lib_version()} is too old.", "Reinstall wms-tui.")
    close_database()
    database.init(str(path), pragmas=PRAGMAS, timeout=BUSY_SECONDS)
    with storage_errors():
        database.connect()
    _session.file = _file_at(path)
    _session.target = path
    _session.terminal = terminal
    _session.queue = WriteQueue(path.with_name(path.name + "-queue"), by=by)


def _file_at(path: Path) -> tuple[int, int]:
    """Return which file a path leads to, whatever it is called; (0, 0) where there is none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def _refuse_other_file() -> None:
    """Refuse to write into a file that is no longer the warehouse: it was moved away, and perhaps another restored."""
    if _file_at(target()) != _session.file:
        raise Refused("warehouse-replaced", "The warehouse was moved or restored.", "Sign out and in again.")


def close_database() -> None:
    """Let go of the file; the last process to do so leaves one file behind."""
    if _session.queue is not None:
        _session.queue.close()
    _session.queue = None
    _session.target = None
    if not database.is_closed():
        database.close()


def stamp() -> tuple[int, int]:
    """Return the application id and the schema version the file carries."""
    with storage_errors():
        return int(database.pragma("application_id") or 0), int(database.pragma("user_version") or 0)


def _check_stamp() -> None:
    """Refuse a file that is not a warehouse, or one of another version."""
    application, version = stamp()
    if application != APPLICATION_ID:
        raise BadInput("not-a-warehouse", f"{target()} is not a warehouse.", "Name another file with --db.")
    if version < SCHEMA_VERSION:
        raise Refused("upgrade-needed", "The warehouse is older than the program.", "Run wms upgrade, once, for all.")
    if version > SCHEMA_VERSION:
        raise Refused(
            "program-too-old",
            "The warehouse is newer than this program.",
            "Sign out and install the new one.",
        )


def transaction() -> AbstractContextManager[None]:
    """Hold the right to write from before the first read until all of it is kept, or none.

    Inside another transaction it is a part that can fail alone.

    Raises:
        Unavailable: where the database is busy, full, read-only or gone; nothing was kept.
        Refused: where the warehouse was upgraded while this program had it open.
    """
    connection: apsw.Connection = database.connection()
    if not connection.getautocommit():
        return _Span(connection, "SAVEPOINT part", "RELEASE part", "ROLLBACK TO part; RELEASE part")
    if _session.queue is None:
        raise RuntimeError("no warehouse is open")
    return _Turn(connection, _session.queue)


def reading() -> AbstractContextManager[object]:
    """See the same moment in every question asked inside; writers are not held up."""
    connection: apsw.Connection = database.connection()
    return _Span(connection, "BEGIN", "COMMIT", "ROLLBACK") if connection.getautocommit() else nullcontext()


def all_or_nothing() -> AbstractContextManager[None]:
    """Keep all of what is written inside, or none, for making and upgrading a warehouse inside ``exclusive``."""
    return _Span(database.connection(), "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")


class _Span:
    """A stretch of statements that are kept together, or undone together, with what SQLite says explained.

    Every act goes through one: a class of its own costs less than generators in each other do.
    """

    __slots__ = ("_begin", "_connection", "_keep", "_undo")

    def __init__(self, connection: apsw.Connection, begin: str, keep: str, undo: str) -> None:
        self._connection = connection
        self._begin, self._keep, self._undo = begin, keep, undo

    def __enter__(self) -> None:
        with storage_errors():
            self._connection.execute(self._begin)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with storage_errors():
            try:
                if error is not None:
                    raise error
                self._connection.execute(self._keep)
            except BaseException:
                # After a full disk SQLite has undone everything by itself, and there is nothing left to undo.
                if not self._connection.getautocommit():
                    self._connection.execute(self._undo)
                raise


class _Turn(_Span):
    """A transaction that has waited for its turn in the queue of writers."""

    __slots__ = ("_queue",)

    def __init__(self, connection: apsw.Connection, queue: WriteQueue) -> None:
        super().__init__(connection, "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK")
        self._queue = queue

    def __enter__(self) -> None:
        self._queue.__enter__()
        try:
            super().__enter__()
            _refuse_other_file()
            _refuse_other_form(self._connection)
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            super().__exit__(kind, error, trace)
        finally:
            self._queue.__exit__(None, None, None)


def _refuse_other_form(connection: apsw.Connection) -> None:
    """Stop a session from before an upgrade before it writes: one number is read."""
    if connection.execute("PRAGMA user_version").fetchall()[0][0] != SCHEMA_VERSION:
        raise Refused("program-changed", "The warehouse was upgraded meanwhile.", "Sign out and in again.")


@contextmanager
def exclusive() -> Iterator[None]:
    """Hold the right to write without a transaction, for schema steps and restores."""
    queue = _session.queue
    if queue is None:
        raise RuntimeError("no warehouse is open")
    with storage_errors(), queue:
        yield


_WAYS_OUT: dict[type[BaseException], tuple[str, str, str]] = {
    apsw.FullError: ("disk-full", "The disk is full. Nothing was changed.", "Make room, then do it again."),
    apsw.ReadOnlyError: (
        "read-only",
        "The warehouse may only be read here.",
        "Ask for the right to write the file.",
    ),
    apsw.BusyError: ("database-busy", "The warehouse is busy.", "Do it again in a moment."),
    apsw.LockedError: ("database-busy", "The warehouse is busy.", "Do it again in a moment."),
    apsw.CantOpenError: (
        "cannot-open",
        "The warehouse file cannot be opened.",
        "Check the path and its rights.",
    ),
    apsw.IOError: ("disk-error", "The disk is full or does not answer.", "Make room, or call the administrator."),
}


_LASTING = frozenset({"read-only", "cannot-open"})
"""These do not pass by themselves: to do it again would be no help."""

_FORMLESS = ("no such table", "no such column", "table ")
"""What SQLite says of a file that carries our number and not our tables."""


class _StorageErrors:
    """See ``storage_errors``. It keeps nothing, so that one serves every stretch of work."""

    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, (peewee.PeeweeException, apsw.Error)):
            raise explained(error) from error


_STORAGE_ERRORS = _StorageErrors()


def storage_errors() -> AbstractContextManager[None]:
    """Turn what SQLite says into what a person can do.

    The first cause counts: a rollback after a full disk fails as well, and would hide it.
    """
    return _STORAGE_ERRORS


def explained(error: BaseException) -> Exception:
    """Return the refusal that an error of SQLite amounts to, or the error itself where it is a defect."""
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or cause.__context__
    for one in reversed(chain):
        if isinstance(one, apsw.NotADBError):
            return BadInput("not-a-warehouse", "The file is not a database.", "Name another file with --db.")
        if isinstance(one, apsw.CorruptError):
            # It does not pass by itself: to do it again would be no help.
            return Refused("damaged", "The warehouse file is damaged.", "Stop, and restore the last backup.")
        if isinstance(one, apsw.SQLError) and str(one).startswith(_FORMLESS):
            return Refused("damaged", "The warehouse file lacks a part.", "Stop, and restore the last backup.")
        for kind, (code, message, hint) in _WAYS_OUT.items():
            if isinstance(one, kind):
                return (Refused if code in _LASTING else Unavailable)(code, message, hint)
    if isinstance(error, Exception):
        return error
    raise error


def sqlite_version() -> str:
    """Return the version of SQLite that this program has loaded."""
    return apsw.sqlite_lib_version()
