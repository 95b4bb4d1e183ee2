# pyright: reportIncompatibleVariableOverride=false, reportAssignmentType=false
"""Documents: what customers ordered, what is kept for it, and what suppliers announced."""

from peewee import AutoField, Check, ForeignKeyField, IntegerField, TextField

from wms_tui.storage.tables import Item, Lot, Partner, Place, Plate, Table


class Order(Table):
    """What a customer asked for."""

    id = AutoField()
    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    customer = ForeignKeyField(Partner)
    ship_on = TextField(null=True)
    cancelled = IntegerField(default=0, constraints=[Check("cancelled IN (0, 1)")])
    closed = IntegerField(default=0, constraints=[Check("closed IN (0, 1)")])
    printed = IntegerField(default=0)

    class Meta:
        """Not a bare word of SQL. The indexes are the orders of the desk's list: what is open first, and by day."""

        table_name = "customer_order"
        indexes = ((("closed", "cancelled", "ship_on", "folded"), False), (("ship_on", "folded"), False))


class OrderLine(Table):
    """So much of an item on an order, of one lot where the customer asks for it."""

    id = AutoField()
    order = ForeignKeyField(Order, index=False)
    line = IntegerField()
    item = ForeignKeyField(Item)
    wanted = IntegerField(constraints=[Check("wanted > 0")])
    lot = ForeignKeyField(Lot, null=True, index=False)

    class Meta:
        """A line's number is its own within the order."""

        indexes = ((("order", "line"), True),)


class Reservation(Table):
    """So many units of a stock row that are kept for a line; picked ones wait at the stage."""

    id = AutoField()
    order_line = ForeignKeyField(OrderLine)
    lot = ForeignKeyField(Lot, index=False)
    place = ForeignKeyField(Place, index=False)
    plate = ForeignKeyField(Plate, index=False)
    quantity = IntegerField(constraints=[Check("quantity > 0")])
    picked = IntegerField(default=0, constraints=[Check("picked IN (0, 1)")])

    class Meta:
        """One row for a line and a stock row."""

        indexes = ((("order_line", "lot", "place", "plate", "picked"), True), (("lot", "place"), False))


class Receipt(Table):
    """What a supplier announced."""

    id = AutoField()
    code = TextField(constraints=[Check("length(code) BETWEEN 1 AND 64")])
    folded = TextField(unique=True)
    supplier = ForeignKeyField(Partner, null=True)
    due_on = TextField(null=True)
    closed = IntegerField(default=0, constraints=[Check("closed IN (0, 1)")])
    printed = IntegerField(default=0)


class ReceiptLine(Table):
    """So much of an item that was announced, of one lot where the supplier says which."""

    id = AutoField()
    receipt = ForeignKeyField(Receipt, index=False)
    line = IntegerField()
    item = ForeignKeyField(Item)
    lot = TextField(default="")
    expires_on = TextField(null=True)
    quantity = IntegerField(constraints=[Check("quantity > 0")])

    class Meta:
        """A line's number is its own within the receipt."""

        indexes = ((("receipt", "line"), True),)


TABLES = (Order, OrderLine, Reservation, Receipt, ReceiptLine)
