"""Levels of bins and items, and what is to be brought, on the command line."""


def test_a_bin_gets_a_level_in_packs_and_loses_it_again(stocked):
    set_now = stocked("bin", "level", "A-01", "MILK", "--min", "2CS", "--max", "10CS")

    assert set_now.items() >= {"bin": "A-01", "item": "MILK", "minimum": 24, "maximum": 120, "repeated": False}.items()
    assert stocked("bin", "levels") == [{"bin": "A-01", "item": "MILK", "min": 24, "max": 120}]

    stocked("bin", "level", "A-01", "MILK", "--none")
    assert stocked("bin", "levels", "--item", "MILK") == []


def test_levels_are_imported_and_a_bin_that_cannot_keep_one_is_told_by_its_cell(stocked, tmp_path):
    stocked("bin", "change", "A-02", "--capacity", 50)
    file = tmp_path / "levels.csv"
    file.write_text("bin,item,min,max\nA-01,MILK,12,60\nA-02,MILK,12,60\n")

    answer = stocked("import", file, status=1)

    assert [(one["row"], one["column"]) for one in answer["files"][0]["errors"]] == [(3, "max")]
    assert stocked("bin", "levels") == []


def test_a_level_that_is_known_otherwise_is_not_changed_by_a_file(stocked, tmp_path):
    stocked("bin", "level", "A-01", "MILK", "--min", 12, "--max", 60)
    file = tmp_path / "levels.csv"
    file.write_text("bin,item,min,max\nA-01,MILK,12,72\n")

    answer = stocked("import", file, status=1)

    assert answer["files"][0]["errors"][0]["reason"] == "the warehouse has 60"


def test_an_item_shows_its_reorder_point(stocked):
    stocked("item", "change", "MILK", "--reorder-point", 48)
    assert stocked("item", "show", "MILK")["reorder_point"] == 48

    stocked("item", "change", "MILK", "--no-reorder-point")
    assert stocked("item", "show", "MILK")["reorder_point"] is None
