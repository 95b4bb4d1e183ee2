"""The house stands as it was drawn: who may import whom, who may write, and what is not loaded for nothing."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.source import ROOT, Module, called, program

ALL = {
    *("errors", "clock", "settings", "domain", "storage", "ledger", "queries", "operations", "tasks", "exchange"),
    *("demo", "bench", "cli", "reports", "screens"),
}

MAY_IMPORT = {
    # What everybody may know.
    "errors": set(),
    "clock": set(),
    "settings": {"platformdirs"},
    # Values and rules: pure.
    "domain": {"errors", "dateutil"},
    # The database is known only here.
    "storage": {"domain", "errors", "peewee", "playhouse", "apsw"},
    "ledger": {"storage", "domain", "errors"},
    # The undoing of an entry is asked for as the moves that the ledger takes.
    "queries": {"ledger", "storage", "domain", "errors"},
    # Of storage they may use what writes, and never a table: see below.
    "operations": {"ledger", "queries", "storage", "domain", "errors", "clock"},
    "tasks": {"operations", "queries", "domain", "errors", "clock"},
    "exchange": {"operations", "queries", "domain", "errors", "openpyxl"},
    # The sample warehouse is told through the operations.
    "demo": {"operations", "queries", "storage", "domain", "errors", "clock"},
    # Fonts for the world's scripts take three libraries beside those that draw.
    "reports": {"domain", "errors", "reportlab", "zxingcpp", "bidi", "uharfbuzz", "pymupdf_fonts"},
    "screens": {
        *("tasks", "operations", "queries", "exchange", "reports", "domain", "errors", "settings"),
        *("textual", "rich"),
    },
    # What measures looks at everything, and starts the terminal as a process.
    "bench": ALL - {"screens"},
    # rich counts the columns a text takes, as the screens do.
    "cli": ALL | {"click", "rich"},
    "__main__": ALL | {"click"},
    "wms_tui": set(),
}
"""Part of the house -> what it may import beside itself and the standard library."""

MAY_ALSO_IMPORT = {
    # The one place where screens, warehouse and person come together.
    "screens/start.py": {"storage", "clock"},
    # Programs that the measuring of the terminal starts as processes of their own.
    "wms_tui/bench/still.py": {"screens"},
    "wms_tui/bench/curses_twin.py": {"screens"},
}
"""Module -> what it may import that the rest of its part may not."""

CLOSED_TO_OPERATIONS = [[], ["backup"], ["connection"], ["schema"], ["statements"], ["tables"], ["queue"]]
"""What of storage no operation uses, but for the names below."""

OPEN_TO_OPERATIONS = {"wms_tui.storage.connection.transaction", "wms_tui.storage.tables.NO_PLATE"}

LIBRARIES_BY_ANOTHER_NAME = {
    "playhouse": "peewee",
    "zxingcpp": "zxing-cpp",
    "dateutil": "python-dateutil",
    "bidi": "python-bidi",
    "pymupdf_fonts": "pymupdf-fonts",
    # Textual is made of it, and pinned.
    "rich": "textual",
}

LEDGER_TABLES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE)\s+(?:entry|move|stock|statuschange)\b",
    re.IGNORECASE,
)
WRITES = re.compile(
    r"^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|DELETE\s+FROM|UPDATE\s+\w+\s+SET|DROP|ALTER|CREATE)\s"
)
BEGINS = re.compile(
    r"\s*(?:BEGIN(?: IMMEDIATE| EXCLUSIVE| DEFERRED)?|COMMIT|END|ROLLBACK|(?:SAVEPOINT|RELEASE|ROLLBACK TO)\s+\w+);?\s*"
)


def product(*but: str) -> list[Module]:
    """Return the modules of the program without those of some parts; what measures is no part of the product."""
    return [module for module in program() if module.part not in {"bench", *but}]


def foreign_part(name: str) -> str | None:
    """Return the part or the library that a name belongs to; nothing for the standard library."""
    words = name.split(".")
    if words[0] == "wms_tui":
        return words[1] if len(words) > 1 else "wms_tui"
    return None if words[0] in sys.stdlib_module_names else words[0]


def test_each_part_imports_only_what_the_design_allows_it():
    wrong = []
    for module in program():
        allowed = MAY_IMPORT[module.part] | MAY_ALSO_IMPORT.get(module.place, set()) | {module.part}
        for name, line in module.imported():
            if (part := foreign_part(name)) is not None and part not in allowed:
                wrong.append(f"{module.place}:{line} imports {name}")

    assert wrong == []


def test_operations_use_of_storage_what_writes_rows_and_never_a_table():
    wrong = []
    for module in program():
        if module.part != "operations":
            continue
        for name, line in module.imported():
            closed = name.startswith("wms_tui.storage") and name.split(".")[2:3] in CLOSED_TO_OPERATIONS
            if closed and name not in OPEN_TO_OPERATIONS:
                wrong.append(f"{module.place}:{line} imports {name}")

    assert wrong == []


def test_tables_are_seen_by_storage_alone():
    """Elsewhere only plain numbers that the tables agree on are known, never a class of Peewee."""
    known = {
        f"wms_tui.storage.tables.{node.name}"
        for module in program()
        if module.name == "wms_tui.storage.tables"
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }
    wrong = []
    for module in product("storage"):
        for name, line in module.imported():
            if name in known or name.startswith("wms_tui.storage.tables.*") or name == "wms_tui.storage.tables":
                wrong.append(f"{module.place}:{line} imports {name}")

    assert len(known) > 10
    assert wrong == []


def test_nothing_but_the_command_line_imports_by_a_name_made_up_while_running():
    wrong = [
        f"{module.place}:{call.lineno}"
        for module in product("cli")
        for call in module.calls()
        if called(call) in {"import_module", "__import__"}
    ]

    assert wrong == []


def test_only_the_connection_opens_a_transaction():
    wrong = []
    # A page of a report begins as well.
    for module in product("reports"):
        if module.name == "wms_tui.storage.connection":
            continue
        wrong += [
            f"{module.place}:{call.lineno} calls {called(call)}"
            for call in module.calls()
            if called(call) in {"atomic", "savepoint", "begin", "manual_commit"}
        ]
        wrong += [f"{module.place}:{line} {text.strip()}" for text, line in module.strings() if BEGINS.fullmatch(text)]

    assert wrong == []


def test_only_an_operation_writes_and_the_sample_warehouse_through_it():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in product("operations", "storage", "demo")
        for name, line in module.imported()
        if name in {"wms_tui.storage.connection.transaction", "wms_tui.storage.connection.exclusive"}
    ]

    assert wrong == []


def test_only_the_ledger_changes_entries_moves_and_balances():
    """That a balance is doubted is no part of it: the books say the same before and after."""
    wrong = [
        f"{module.place}:{line} {text.strip()[:60]}"
        for module in product("ledger")
        for text, line in module.strings()
        if LEDGER_TABLES.search(text) and not text.startswith("UPDATE stock SET doubted = ? WHERE ")
    ]

    assert wrong == []


def test_questions_never_write():
    wrong = [
        f"{module.place}:{line} {text.strip()[:60]}"
        for module in product("ledger", "storage")
        for text, line in module.strings()
        if WRITES.match(text)
    ]

    assert wrong == []


def test_storage_alone_knows_which_database_it_is():
    wrong = [
        f"{module.place}:{line} imports {name}"
        for module in product("storage")
        for name, line in module.imported()
        if name.split(".")[0] in {"sqlite3", "apsw", "peewee", "playhouse"}
    ]

    assert wrong == []


def test_below_the_screens_files_are_opened_only_where_a_reason_is_known():
    """Closing a second descriptor of the database file drops the locks SQLite holds on it."""
    opens = {"open", "read_text", "read_bytes", "write_text", "write_bytes", "touch"}
    known = {
        # The file beside the database at which writers queue.
        "wms_tui/storage/queue.py",
        # A finished copy, before it gets its name.
        "wms_tui/storage/backup.py",
        # The secret of the PINs, which must not be in the database.
        "wms_tui/storage/pepper.py",
        # The text of the first form, which the package brings along.
        "wms_tui/storage/schema.py",
    }
    parts = {"domain", "storage", "ledger", "queries", "operations", "tasks", "clock", "errors", "settings"}
    wrong = [
        f"{module.place}:{call.lineno}"
        for module in program()
        for call in module.calls()
        if module.part in parts and module.place not in known and called(call) in opens
    ]

    assert wrong == []


def test_a_day_of_work_never_opens_the_database_file_itself(tmp_path):
    """SQLite opens it, which Python is not told of; whatever Python opens, it tells its audit hooks."""
    done = subprocess.run(
        [sys.executable, "-c", WORK, str(tmp_path / "house.db")], cwd=ROOT, capture_output=True, text=True, check=True
    )
    opened = [Path(name).name for name in json.loads(done.stdout)]

    assert "house.db-queue" in opened, "the hook heard what was opened"
    assert [name for name in opened if name in {"house.db", "house.db-wal", "house.db-shm"}] == []


WORK = """
import json, sys
from pathlib import Path
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from wms_tui import clock
from wms_tui.operations.add_item import AddItem, add_item
from wms_tui.operations.receive import Receive, receive
from wms_tui.queries.health import examine
from wms_tui.storage import backup, connection, schema
path = Path(sys.argv[1])
schema.create(path, name="House", by="ANN")
add_item(AddItem("4711", "OAT MILK"), by="ANN", at=clock.now(), key="k1")
receive(Receive("4711", 36, lot="L1"), by="ANN", at=clock.now(), key="k2")
examine()
backup.copy_to(path.with_name("copy.db"))
connection.close_database()
backup.restore(path.with_name("copy.db"), path.with_name("second.db"))
connection.open_database(path.with_name("second.db"))
connection.close_database()
print(json.dumps(opened))
"""


def test_one_clock_tells_the_time():
    """So that a test, a demonstration and a back-dated act can set it."""
    asks = {"now", "today", "utcnow"}
    known = {
        "wms_tui/clock.py",
        # The sample's past ends at the real present, while the clock is set to its days.
        "wms_tui/demo/history.py",
        # An incident is dated even when everything else has failed.
        "screens/line/crash.py",
    }
    wrong = [
        f"{module.place}:{call.lineno}"
        for module in product()
        for call in module.calls()
        if called(call) in asks and module.place not in known
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id in {"datetime", "date"}
    ]

    assert wrong == []


@pytest.mark.parametrize("package", ["screens", "reports"])
def test_the_folders_with_common_names_hold_no_code(package):
    """Another distribution of that name would overwrite the file without a word."""
    body = ast.parse((ROOT / package / "__init__.py").read_text()).body

    assert len(body) == 1
    assert isinstance(body[0], ast.Expr)
    assert ast.get_docstring(ast.parse((ROOT / package / "__init__.py").read_text()))


def test_tests_are_no_packages_so_that_they_do_not_hide_ours():
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_every_library_in_use_is_declared_and_every_declared_one_is_used():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = {re.split(r"[^A-Za-z0-9-]", one)[0] for one in settings["project"]["dependencies"]}
    used = {
        LIBRARIES_BY_ANOTHER_NAME.get(part, part)
        for module in product()
        for name, _ in module.imported()
        if (part := name.split(".")[0]) not in sys.stdlib_module_names
    } - {"wms_tui", "screens", "reports"}

    installed = {name.lower() for names in packages_distributions().values() for name in names}
    assert used - declared == set()
    # Data only: fonts that are found by their distribution's name.
    assert declared - used - {"pylopdf-fonts-zh-cn", "pylopdf-fonts-ko"} == set()
    assert {name.lower() for name in declared} <= installed


def loaded_after(code: str) -> set[str]:
    """Return the first words of the names of all modules that a fresh interpreter has loaded after some code."""
    ask = "\nimport sys, json; print('\\n' + json.dumps(sorted({name.split('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", code + ask], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_what_is_true_and_what_may_happen_need_no_screen_no_paper_and_no_spreadsheet():
    names = [
        module.name
        for module in program()
        if module.part in {"domain", "storage", "queries", "operations", "tasks", "ledger"}
    ]

    loaded = loaded_after("\n".join(f"import {name}" for name in names))

    assert "apsw" in loaded
    assert loaded & {"textual", "rich", "reportlab", "openpyxl", "click", "screens", "reports"} == set()


def test_a_help_page_loads_no_screen_no_paper_and_no_spreadsheet():
    """A command of a script must not pay for them; the terminal itself pays only for what it shows."""
    loaded = loaded_after(
        "import sys; sys.argv = ['wms', '--help']\n"
        "from wms_tui.__main__ import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
    )

    assert "click" in loaded
    assert loaded & {"textual", "reportlab", "openpyxl"} == set()
