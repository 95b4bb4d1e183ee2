"""The code keeps its form: short functions and modules, documented, annotated, and nothing swept aside."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.source import ROOT, Function, Module, called, modules_of, program

FUNCTION_LINES = 70
FUNCTION_LINES_WANTED = 50
MODULE_LINES = 400
NESTING = 4

LONGER_THAN_WANTED: set[tuple[str, str]] = set()
"""Module and function of the program that are longer than a screen, each with its reason."""

IMPORTS_INSIDE = {
    # A script does not pay for the screens, nor for what measures.
    "wms_tui/cli/main.py": {"screens"},
    "wms_tui/cli/bench.py": {"wms_tui"},
    # Textual reads the environment as it is imported, so that is cleaned before.
    "screens/start.py": {"screens", "wms_tui"},
    "wms_tui/bench/still.py": {"screens", "wms_tui"},
    # A clerk who prints nothing does not wait for what draws pages.
    "screens/printing.py": {"reports"},
}
"""Module -> packages that it imports inside functions, each with its reason."""

BROAD = {
    # An incident number on the screen, the trace in a file: the one place that may catch everything.
    "screens/line/crash.py",
}

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.TryStar, ast.Match)

HOSTS = {
    *("id.gs1.org", "keepachangelog.com", "semver.org"),
    # Made for examples (RFC 2606), and a stand-in of the same kind in the tests of Digital Link.
    *("example.org", "wms.example.org", "x.org", "evil"),
    # Names of formats, which nobody visits: workbooks (ECMA-376), EPCIS 2.0, SVG.
    *("schemas.openxmlformats.org", "ref.gs1.org", "www.w3.org"),
}
"""Hosts that the project may name."""


def everything() -> tuple[Module, ...]:
    """Return every module of the program and of its tests."""
    return program() + modules_of("tests")


def length(function: Function) -> int:
    """Return how many lines a function takes, without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def nesting(node: ast.AST) -> int:
    """Return how many blocks stand within each other below a node, functions of their own left out."""
    deepest = 0
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef | ast.Lambda):
            continue
        # ``elif`` is an if in the else of another one, and no deeper.
        is_elif = isinstance(node, ast.If) and isinstance(child, ast.If) and node.orelse == [child]
        deepest = max(deepest, nesting(child) + (isinstance(child, BLOCKS) and not is_elif))
    return deepest


def public(module: Module) -> Iterator[ast.Module | ast.ClassDef | Function]:
    """Yield the module itself and everything in it that others may use."""
    yield module.tree
    rows: list[ast.stmt] = list(module.tree.body)
    while rows:
        node = rows.pop()
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node
            rows += node.body
        elif isinstance(node, Function) and not node.name.startswith("_"):
            yield node


def test_a_function_fits_a_screen():
    lengths = {
        (module.place, function.name): length(function) for module in everything() for function in module.functions
    }
    too_long = {key: lines for key, lines in lengths.items() if lines > FUNCTION_LINES}
    # A test may tell a whole day.
    long = {
        key: lines
        for key, lines in lengths.items()
        if lines > FUNCTION_LINES_WANTED and not key[0].startswith("tests/") and key not in LONGER_THAN_WANTED
    }

    assert too_long == {}
    assert long == {}, "longer than a screen: divide it, or give it a reason above"
    assert set(LONGER_THAN_WANTED) <= set(lengths)


def test_most_functions_are_a_paragraph():
    lengths = sorted(length(function) for module in program() for function in module.functions)

    assert median(lengths) <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_a_module_is_a_few_screens():
    lines = {module.place: len(module.text.splitlines()) for module in everything()}

    assert {place: count for place, count in lines.items() if count > MODULE_LINES} == {}


def test_folders_are_at_most_two_deep():
    deep = [module.place for module in program() if module.place.count("/") > 3]

    assert deep == []


def test_blocks_do_not_stand_deep_within_each_other():
    deep = [
        f"{module.place} {function.name}"
        for module in everything()
        for function in module.functions
        if nesting(function) > NESTING
    ]

    assert deep == []


def test_everything_public_says_what_it_is():
    silent = [
        f"{module.place}: {getattr(node, 'name', 'the module')}"
        for module in program()
        for node in public(module)
        if not (ast.get_docstring(node) or "").strip() and not is_overload(node)
    ]

    assert silent == []


def is_overload(node: ast.Module | ast.ClassDef | Function) -> bool:
    """Return whether a function only tells a type checker about another one."""
    return isinstance(node, Function) and any(
        ast.unparse(one).split(".")[-1] == "overload" for one in node.decorator_list
    )


def test_everything_is_annotated():
    bare = [
        f"{module.place}:{function.lineno} {function.name}"
        for module in program()
        for function in module.functions
        if function.returns is None or any(one.annotation is None for one in parameters(function))
    ]

    assert bare == []


def parameters(function: Function) -> list[ast.arg]:
    """Return what a function takes, without ``self`` and ``cls``."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return [one for one in named if one.arg not in {"self", "cls"}]


def test_one_place_in_the_program_catches_everything():
    found = [
        module.place
        for module in program()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler) and catches_all(node) and not raises_again(node)
    ]

    assert sorted(found) == sorted(BROAD)


def catches_all(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler takes every exception."""
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(one is None or ast.unparse(one) in {"Exception", "BaseException"} for one in caught)


def raises_again(handler: ast.ExceptHandler) -> bool:
    """Return whether a handler only tidies up and lets the exception go on."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_nothing_is_left_for_later():
    # Written in two parts, so that this file does not find itself.
    marks = re.compile(rf"\b(?:{'TO'}DO|{'FIX'}ME|{'XX'}X|{'HA'}CK)\b")
    left = [
        f"{module.place}:{number}"
        for module in everything()
        for number, line in enumerate(module.text.splitlines(), 1)
        if marks.search(line)
    ]

    assert left == []


def test_imports_stand_at_the_top_where_no_reason_is_known():
    inside: dict[str, set[str]] = {}
    for module in program():
        for function in module.functions:
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom):
                    inside.setdefault(module.place, set()).add((node.module or "").split(".")[0])
                elif isinstance(node, ast.Import):
                    inside.setdefault(module.place, set()).update(one.name.split(".")[0] for one in node.names)

    assert {place: names - IMPORTS_INSIDE.get(place, set()) for place, names in inside.items()} == {
        place: set() for place in inside
    }
    assert set(IMPORTS_INSIDE) <= set(inside), "a reason above is no longer needed"


def test_nothing_is_printed_but_by_what_speaks_to_people():
    """What a part has to say it returns; the terminal would be spoiled by anything else."""
    wrong = [
        f"{module.place}:{call.lineno}"
        for module in program()
        for call in module.calls()
        if module.part not in {"cli", "bench", "__main__"} and called(call) in {"print", "breakpoint", "input"}
        if isinstance(call.func, ast.Name)
    ]

    assert wrong == []


def test_the_project_names_no_machine_it_was_written_on():
    """No folder of somebody's computer, and no host but those that people can reach."""
    folders = re.compile(rf"{'/wo'}rk/|{'/ro'}ot/|{'/Us'}ers/|{'/home'}/\w|\.{'py'}env|{'index-'}url|{'file:'}///\w")
    hosts = re.compile(r"https?://(?:[^/@\s\"'`]*@)?([A-Za-z0-9.-]+)")
    wrong = []
    for path in tracked():
        for number, line in enumerate(read(path).splitlines(), 1):
            unknown = {host.rstrip(".") for host in hosts.findall(line)} - HOSTS
            if folders.search(line) or unknown:
                wrong.append(f"{path.relative_to(ROOT)}:{number} {line.strip()[:60]}")

    assert wrong == []


def tracked() -> list[Path]:
    """Return every file of the project, as the version control knows them, or as the folder holds them."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 0 and done.stdout:
        names = [ROOT / name for name in done.stdout.splitlines()]
        return [path for path in names if path.is_file()]
    return [module.path for module in everything()] + sorted(ROOT.glob("*.md")) + [ROOT / "pyproject.toml"]


def read(path: Path) -> str:
    """Return what stands in a file; a file of bytes has no words to look at."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
