"""What is installed is what stands in the tree, and it runs from anywhere."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.source import PACKAGES, ROOT

TRAP = "open(__file__ + '.sprung', 'w').close(); raise RuntimeError('a stranger')\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built from a copy of the tree without asking any server."""
    folder = tmp_path_factory.mktemp("wheel")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / "tree" / package, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, folder / "tree")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder / "out", folder / "tree"],
        check=True,
        capture_output=True,
    )
    (path,) = (folder / "out").glob("*.whl")
    return zipfile.ZipFile(path)


def run(*words: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder and return what became of it."""
    return subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_tree_and_nothing_else(wheel):
    stands = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert packed == stands
    assert {name.split("/")[0] for name in packed} == set(PACKAGES)


def test_the_wheel_brings_the_command_and_the_licence(wheel):
    (entries,) = (name for name in wheel.namelist() if name.endswith("entry_points.txt"))

    assert wheel.read(entries).decode().split() == ["[console_scripts]", "wms", "=", "wms_tui.__main__:main"]
    assert any(name.endswith("licenses/LICENSE") for name in wheel.namelist())


def test_the_command_is_installed_and_runs_from_the_root_of_the_disk():
    command = Path(sys.executable).parent / "wms"

    done = run(command, "--help", cwd=Path("/"))

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Usage: wms ")


@pytest.mark.parametrize("way", ["module", "command"])
def test_strangers_in_the_current_folder_are_not_taken_for_ours(tmp_path, way):
    """``python -m`` puts the current folder first, where a stray file would hide a part of the program."""
    for name in ("reports", "screens", "click", "peewee", "reportlab", "textual", "platformdirs", "pathlib", "uuid"):
        (tmp_path / f"{name}.py").write_text(TRAP)
    start = [sys.executable, "-m", "wms_tui"] if way == "module" else [Path(sys.executable).parent / "wms"]

    made = run(*start, "--db", "house.db", "init", cwd=tmp_path)
    printed = run(*start, "--db", "house.db", "report", "stock-list", "-o", "stock.pdf", cwd=tmp_path)

    assert made.returncode == 0, made.stderr
    assert printed.returncode == 0, printed.stderr
    assert (tmp_path / "stock.pdf").read_bytes().startswith(b"%PDF")
    assert list(tmp_path.glob("*.sprung")) == []
