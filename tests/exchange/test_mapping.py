"""Maps: how another system's sheets are read as ours, and what a wrong map is told."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from wms_tui.domain.records import Kind, LotRecord, OrderLineRecord, PartnerRecord, StockRecord
from wms_tui.errors import BadInput, NotFound
from wms_tui.exchange.mapping import parse_map, read_map
from wms_tui.exchange.reading import Reading, read_sheets
from wms_tui.exchange.sheets import Sheet

ERP = """
[Lines]
kind = "orders"
columns = {"Order No" = "order", Article = "item", Amount = "quantity", Comment = ""}
where = {State = "open"}
join = {sheet = "Heads", on = "Order No", columns = {Client = "customer", Wanted = "ship_on"}}
blank = ["2100-01-01"]

[Clients]
kind = "partners"
source = "Heads"
columns = {Client = "partner", "Client Name" = "name", "Order No" = "", Wanted = ""}
defaults = {role = "customer"}

[Remarks]
skip = true
"""


def erp_book(folder: Path) -> Path:
    book = Workbook()
    lines = book.active
    assert lines is not None
    lines.title = "Lines"
    for row in (
        ("Order No", "Article", "Amount", "State", "Comment"),
        (17, "4711", 3, "open", "=1+1"),
        (17, "4712", "2CS", "closed", None),
        (18, "4711", 1, "open", None),
    ):
        lines.append(row)
    heads = book.create_sheet("Heads")
    heads.append(("Order No", "Client", "Client Name", "Wanted"))
    heads.append((17, "C1", "Hafen", date(2027, 3, 14)))
    heads.append((18, "C1", "Hafen", date(2100, 1, 1)))
    book.create_sheet("Remarks").append(("anything",))
    book.save(folder / "erp.xlsx")
    return folder / "erp.xlsx"


def test_lines_find_their_head_and_closed_ones_are_left_out(tmp_path: Path) -> None:
    reading = read_sheets([erp_book(tmp_path)], sheet_map=parse_map(ERP))
    assert reading.good
    partners, orders = reading.sheets
    assert partners.records == (PartnerRecord(partner="C1", role="customer", name="Hafen"),)  # type: ignore[arg-type]
    assert (partners.rows, orders.rows) == (2, 2)
    assert orders.records == (
        OrderLineRecord(order="17", customer="C1", item="4711", quantity_text="3", ship_on=date(2027, 3, 14)),
        OrderLineRecord(order="18", customer="C1", item="4711", quantity_text="1"),
    )


def read(folder: Path, text: str, **files: str) -> Reading:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)
    return read_sheets([folder], sheet_map=parse_map(text))


def told(sheet: Sheet) -> list[tuple[int, str, str]]:
    return [(error.row, error.column, error.value) for error in sheet.errors]


def test_a_line_without_a_head_or_with_two_is_an_error(tmp_path: Path) -> None:
    text = '[L]\nkind="orders"\njoin={sheet="H", on={No="Id"}, columns={Who="customer"}}\ncolumns={No="order"}'
    sheet = read(
        tmp_path, text, L="No,item,quantity\n1,a,1\n2,a,1\n3,a,1\n4,a,1\n", H="Id,Who\n1,C\n1,C\n2,C\n2,D\n4,\n"
    ).sheets[0]
    assert told(sheet) == [(3, "No", "2"), (4, "No", "3"), (5, "Who", "")]
    assert [error.reason for error in sheet.errors[:2]] == ["H has rows that differ for this", "H has no row for this"]
    assert len(sheet.records) == 1


def test_a_join_may_leave_the_translation_to_the_columns(tmp_path: Path) -> None:
    text = '[L]\nkind="orders"\njoin={sheet="H", on="order", columns=["Who", "ship_on"]}\ncolumns={Who="customer"}'
    sheet = read(tmp_path, text, L="order,item,quantity\n1,a,1\n", H="order,Who,ship_on\n1,C,2027-01-01\n").sheets[0]
    assert sheet.errors == ()
    assert sheet.records[0].customer == "C"  # type: ignore[union-attr]


def test_rows_can_be_chosen_by_what_their_head_says(tmp_path: Path) -> None:
    text = (
        '[L]\nkind="orders"\nwhere={State=["open", "new"]}\n'
        'join={sheet="H", on="order", columns={Who="customer", State=""}}'
    )
    heads = "order,Who,State\n1,C,open\n2,C,closed\n3,C,new\n"
    sheet = read(tmp_path, text, L="order,item,quantity\n1,a,1\n2,a,1\n3,a,1\n", H=heads).sheets[0]
    assert [record.order for record in sheet.records] == ["1", "3"]  # type: ignore[union-attr]
    assert sheet.rows == 2


def test_one_sheet_can_feed_two_kinds(tmp_path: Path) -> None:
    text = """
        [Inventory]
        kind = "stock"
        columns = {Batch = "lot", Shelf = "bin", State = ""}
        [batches]
        kind = "lots"
        source = "inventory"
        columns = {Batch = "lot", Shelf = "", quantity = "", State = "status"}
        values = {status = {OK = "released", "" = "quarantine"}}
    """
    content = "item,Batch,Shelf,quantity,State\n1,L1,A,3,OK\n1,L1,B,4,OK\n1,L2,B,4,\n"
    lots, stock = read(tmp_path, text, Inventory=content).sheets
    assert (lots.errors, stock.errors) == ((), ())
    assert lots.records == (
        LotRecord(item="1", lot="L1", status="released"),  # type: ignore[arg-type]
        LotRecord(item="1", lot="L2", status="quarantine"),  # type: ignore[arg-type]
    )
    assert len(stock.records) == 3


def test_defaults_fill_empty_cells_and_blanks_are_empty(tmp_path: Path) -> None:
    text = '[stock]\nblank=["n/a", 0, 2100-01-01]\ndefaults={bin="DOCK", quantity=1}'
    content = "item,bin,lot,expires_on,quantity\n1,,n/a,2100-01-01,0\n2,B,L,2027-01-01,5\n"
    records = read(tmp_path, text, stock=content).sheets[0].records
    assert records == (
        StockRecord(item="1", bin="DOCK", quantity_text="1"),
        StockRecord(item="2", bin="B", lot="L", expires_on=date(2027, 1, 1), quantity_text="5"),
    )


def test_all_that_is_wrong_with_a_header_is_told_at_once(tmp_path: Path) -> None:
    text = '[stock]\ncolumns={Batch="lot", Gone="bin"}\nwhere={Missing="x"}'
    content = "item,item,lot,Batch,Extra,\n1,1,L,L,x,stray\n"
    sheet = read(tmp_path, text, stock=content).sheets[0]
    assert sorted(told(sheet)) == sorted(
        [
            (1, "item", ""),
            (1, "item", ""),
            (1, "Batch", ""),
            (1, "Extra", ""),
            (1, "Gone", ""),
            (1, "Missing", ""),
            (1, "item", ""),
            (1, "bin", ""),
            (1, "quantity", ""),
            (2, "F", "stray"),
        ]
    )
    assert sheet.records == ()


def test_two_columns_of_one_name_may_be_ignored_together(tmp_path: Path) -> None:
    content = "item,bin,quantity,Name,Name\n1,A,1,x,y\n"
    assert read(tmp_path, '[stock]\ncolumns={Name=""}', stock=content).good


def test_a_join_with_a_sheet_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    text = '[L]\nkind="orders"\njoin={sheet="H", on="order", columns={Who="customer"}}'
    sheet = read(tmp_path, text, L="order,item,quantity\n1,a,1\n").sheets[0]
    assert told(sheet) == [(1, "", "H"), (1, "customer", "")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a = 1", "[a]"),
        ("[Foreign]", "[Foreign] has no kind"),
        ('[F]\nkind="stok"', "[F] kind is stok"),
        ('[stock]\ncolum={a="item"}', "[stock] colum"),
        ('[stock]\ncolumns={a="sku"}', "[stock] columns.a is sku"),
        ("[stock]\ncolumns={a=1}", "[stock] columns.a"),
        ('[stock]\ncolumns="x"', "[stock] columns"),
        ('[stock]\ndefaults={sku="x"}', "[stock] defaults.sku"),
        ('[stock]\ndefaults={""="x"}', "[stock] defaults."),
        ("[stock]\ndefaults={item=[1]}", "[stock] defaults.item"),
        ('[stock]\nvalues={item="x"}', "[stock] values.item"),
        ('[stock]\nwhere="x"', "[stock] where"),
        ('[stock]\njoin={sheet="x"}', "[stock] join.on"),
        ('[stock]\njoin={sheet="x", on="y", columns={a="b"}}', "[stock] join.columns.a is b"),
        ('[stock]\njoin={sheet="x", on="y", columns={a="bin"}, how="left"}', "[stock] join.how"),
        ('[stock]\njoin={sheet="x", on=1, columns={a="bin"}}', "[stock] join.on"),
        ('[stock]\nskip="yes"', "[stock] skip"),
        ("[stock]\nsource=1", "[stock] source"),
        ("[stock", "The map is not TOML"),
    ],
)
def test_a_wrong_map_is_told_by_table_and_key(text: str, place: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_map(text)
    assert refusal.value.code == "bad-map"
    assert refusal.value.message.startswith(place)


def test_a_map_file_must_be_there_and_be_text(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        read_map(tmp_path / "map.toml")
    (tmp_path / "map.toml").write_bytes(b"\xef\xbb\xbf[stock]\n")
    assert read_map(tmp_path / "map.toml").tables[0].kind is Kind.STOCK
    (tmp_path / "map.toml").write_bytes(b"[\xff]\n")
    with pytest.raises(BadInput):
        read_map(tmp_path / "map.toml")
