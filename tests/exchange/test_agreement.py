"""Rows that contradict each other are told, not settled by whichever comes last."""

from pathlib import Path

from wms_tui.exchange.reading import Reading, read_sheets


def read(folder: Path, **files: str) -> Reading:
    for name, content in files.items():
        (folder / f"{name}.csv").write_text(content)
    return read_sheets([folder])


def told(reading: Reading) -> list[tuple[str, int, str, str]]:
    return [(sheet.kind, error.row, error.column, error.reason) for sheet in reading.sheets for error in sheet.errors]


def test_a_lot_does_not_expire_on_two_days(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        lots="item,lot,expires_on\na1,L1,2027-01-01\nA1,l1,2027-05-05\n",
        stock="item,lot,bin,quantity,expires_on\nA1,L1,B,1,2027-01-02\nA1,L1,C,1,\nA1,L1,D,1,2027-01-01\n",
    )
    assert told(reading) == [("stock", 2, "expires_on", "L1 expires 2027-01-01 in lots.csv row 2")]


def test_an_item_told_twice_is_loaded_once_and_never_settled_by_the_last_row(tmp_path: Path) -> None:
    reading = read(tmp_path, items="item,name,unit\nA,x,EA\na,x,EA\nA,y,EA\n")
    assert told(reading) == [("items", 4, "name", "row 2 says otherwise")]
    assert (reading.sheets[0].rows, len(reading.sheets[0].records)) == (3, 1)


def test_a_firm_may_be_supplier_and_customer(tmp_path: Path) -> None:
    reading = read(tmp_path, partners="partner,role,name\nP,supplier,x\nP,customer,y\np,customer,y\n")
    assert reading.good
    assert len(reading.sheets[0].records) == 2


def test_the_same_lot_in_the_same_bin_twice_adds_up(tmp_path: Path) -> None:
    reading = read(tmp_path, stock="item,lot,bin,quantity\nA,L,B,1\nA,L,B,1\n")
    assert reading.good
    assert len(reading.sheets[0].records) == 2


def test_an_order_is_for_one_customer_and_has_each_line_once(tmp_path: Path) -> None:
    header = "order,customer,ship_on,line,item,quantity\n"
    rows = "17,C,2027-01-01,1,A,1\n17,c,,2,A,1\n17,D,2027-01-02,3,A,1\n17,C,,2,A,1\n17,C,,,A,1\n17,C,,,A,1\n"
    reading = read(tmp_path, orders=header + rows)
    assert told(reading) == [
        ("orders", 4, "customer", "17 is for C in row 2"),
        ("orders", 4, "ship_on", "17 ships 2027-01-01 in row 2"),
        ("orders", 5, "line", "row 3 has this line already"),
    ]
    assert len(reading.sheets[0].records) == 4


def test_a_receipt_comes_from_one_supplier_on_one_day(tmp_path: Path) -> None:
    header = "receipt,supplier,due_on,item,lot,expires_on,quantity\n"
    rows = "R,S,2027-01-01,A,L,2028-01-01,1\nR,,,A,L,2028-01-02,1\nR,T,2027-01-03,A,M,,1\n"
    assert [(row, column) for _, row, column, _ in told(read(tmp_path, receipts=header + rows))] == [
        (3, "expires_on"),
        (4, "supplier"),
        (4, "due_on"),
    ]


def test_a_gtin_names_one_pack_of_one_item(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        items="item,gtin\nA,4012345678901\nB,\n",
        packs="item,pack,quantity,gtin\nA,EA,1,04012345678901\nB,CS,12,04012345678901\n",
    )
    assert told(reading) == [("packs", 3, "gtin", "4012345678901 is A in items.csv row 2")]
