"""The program's own text, read once, for the tests that hold its structure and its style."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("wms_tui", "screens", "reports")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One file of Python, and what can be read from it."""

    path: Path

    @cached_property
    def text(self) -> str:
        """What stands in the file."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file as Python reads it."""
        return ast.parse(self.text, filename=str(self.path))

    @property
    def place(self) -> str:
        """The path from the project's folder: ``wms_tui/domain/dates.py``."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        """What it is imported as: ``wms_tui.domain.dates``."""
        return ".".join(self.path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")

    @property
    def part(self) -> str:
        """The part of the house it belongs to: ``domain``, ``screens``."""
        return part_of(self.name)

    @property
    def functions(self) -> list[Function]:
        """Every function and method in it."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def imported(self) -> Iterator[tuple[str, int]]:
        """Yield the full name of everything it imports, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from ((alias.name, node.lineno) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)

    def strings(self) -> Iterator[tuple[str, int]]:
        """Yield every text that stands in the code, docstrings too, with the line."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value, node.lineno

    def calls(self) -> Iterator[ast.Call]:
        """Yield every call."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))


def part_of(name: str) -> str:
    """Return the part of the house a name of ours belongs to: the package, or what follows ``wms_tui``."""
    first, _, rest = name.partition(".")
    return rest.partition(".")[0] or first if first == "wms_tui" else first


@cache
def modules_of(*folders: str) -> tuple[Module, ...]:
    """Return every module below some folders of the project."""
    return tuple(Module(path) for folder in folders for path in sorted((ROOT / folder).rglob("*.py")))


def program() -> tuple[Module, ...]:
    """Return every module of the program."""
    return modules_of(*PACKAGES)


def called(call: ast.Call) -> str:
    """Return the last word of what is called: ``atomic`` of ``database.atomic()``."""
    target = call.func
    return target.attr if isinstance(target, ast.Attribute) else target.id if isinstance(target, ast.Name) else ""
