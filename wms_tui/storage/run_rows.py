"""Writing runs, the entries that are their acts, and which lot came out of which."""

from collections.abc import Iterable

from wms_tui.domain.codes import folded
from wms_tui.storage.statements import add, add_all, change, change_all


def add_run_row(code: str, kind: str, opened: int, recipe: int | None = None, planned: int | None = None) -> int:
    """Write a new run that an entry opened, and return its row number."""
    return add(
        "INSERT INTO run (code, folded, kind, recipe_id, planned, opened_id) VALUES (?, ?, ?, ?, ?, ?)",
        code, folded(code), kind, recipe, planned, opened,
    )  # fmt: skip


def reopen_run_row(run: int, kind: str, opened: int, recipe: int | None = None, planned: int | None = None) -> None:
    """Let a run of which everything was undone begin anew."""
    change(
        "UPDATE run SET kind = ?, recipe_id = ?, planned = ?, opened_id = ?, closed_id = NULL WHERE id = ?",
        kind, recipe, planned, opened, run,
    )  # fmt: skip


def close_run_row(run: int, entry: int | None) -> None:
    """Note by which entry a run was closed; None opens it again."""
    change("UPDATE run SET closed_id = ? WHERE id = ?", entry, run)


def add_run_entry(entry: int, run: int, act: str) -> None:
    """Note that an entry is an act of a run."""
    add("INSERT INTO runentry (entry_id, run_id, act) VALUES (?, ?, ?)", entry, run, act)


def open_links(run: int, pairs: Iterable[tuple[int, int]], entry: int) -> None:
    """Write which lots came out of which in a run, as (parent, child), since an entry."""
    add_all(
        "INSERT INTO link (run_id, parent_id, child_id, since_id) VALUES (?, ?, ?, ?)",
        [(run, parent, child, entry) for parent, child in pairs],
    )


def end_links(links: Iterable[int], entry: int) -> None:
    """Note by which entry links ceased to hold."""
    change_all("UPDATE link SET until_id = ? WHERE id = ?", [(entry, link) for link in links])


def add_recipe_row(code: str, item: int, quantity: int, lines: Iterable[tuple[int, int, bool]]) -> int:
    """Write a new recipe with its lines, (item, quantity, comes out), and return its row number."""
    recipe = add(
        "INSERT INTO recipe (code, folded, item_id, quantity, active) VALUES (?, ?, ?, ?, 1)",
        code, folded(code), item, quantity,
    )  # fmt: skip
    add_all(
        "INSERT INTO recipeline (recipe_id, item_id, comes_out, quantity) VALUES (?, ?, ?, ?)",
        [(recipe, part, int(comes_out), amount) for part, amount, comes_out in lines],
    )
    return recipe


def retire_recipe_row(recipe: int) -> None:
    """Note that nothing more is made by a recipe."""
    change("UPDATE recipe SET active = 0 WHERE id = ?", recipe)
