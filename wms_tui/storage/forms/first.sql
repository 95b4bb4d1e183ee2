-- The first form of a warehouse, as it was made on the day it was first in use. It never changes: what came later
-- is a step of its own in schema.py. A statement ends with a semicolon at the end of a line.

CREATE TABLE partner (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('supplier', 'customer')),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    min_days INTEGER NOT NULL CHECK (min_days >= 0),
    min_percent INTEGER NOT NULL CHECK (min_percent BETWEEN 0 AND 100),
    transit_days INTEGER NOT NULL CHECK (transit_days >= 0),
    lot_pattern TEXT,
    lot_sample TEXT
) STRICT;
CREATE UNIQUE INDEX partner_role_folded ON partner (role, folded);

CREATE TABLE entry (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    happened_at TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    late INTEGER NOT NULL CHECK (late IN (0, 1)),
    "by" TEXT NOT NULL CHECK (length(by) >= 1),
    terminal TEXT NOT NULL,
    reason TEXT NOT NULL,
    reference TEXT NOT NULL,
    partner_id INTEGER,
    undoes INTEGER,
    "key" TEXT NOT NULL,
    digest TEXT NOT NULL,
    FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT;
CREATE INDEX entry_happened_at ON entry (happened_at);
CREATE UNIQUE INDEX entry_undoes ON entry (undoes);
CREATE UNIQUE INDEX entry_key ON entry (key);

CREATE TABLE answer (
    entry_id INTEGER NOT NULL PRIMARY KEY,
    result TEXT NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;

CREATE TABLE item (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    tracking TEXT NOT NULL CHECK (tracking IN ('lot', 'serial', 'none')),
    rotation TEXT NOT NULL CHECK (rotation IN ('fefo', 'fifo', 'lifo')),
    unit TEXT NOT NULL,
    shelf_life TEXT,
    removal_days INTEGER NOT NULL CHECK (removal_days >= 0),
    alert_days INTEGER NOT NULL CHECK (alert_days >= 0),
    min_receipt_days INTEGER NOT NULL CHECK (min_receipt_days >= 0),
    lot_template TEXT,
    lot_pattern TEXT,
    lot_sample TEXT,
    temperature TEXT NOT NULL,
    fixed_bin TEXT NOT NULL,
    receipt_status TEXT NOT NULL CHECK (receipt_status IN ('released', 'quarantine')),
    minimum INTEGER,
    maximum INTEGER
) STRICT;
CREATE UNIQUE INDEX item_folded ON item (folded);

CREATE TABLE lot (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    lookalike TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    supplier_lot TEXT NOT NULL,
    supplier_id INTEGER,
    status TEXT NOT NULL CHECK (status IN ('quarantine', 'released', 'hold', 'rejected', 'recalled')),
    made_on TEXT,
    received_on TEXT NOT NULL,
    expires_on TEXT,
    best_before_on TEXT,
    removal_on TEXT NOT NULL,
    alert_on TEXT,
    FOREIGN KEY (item_id) REFERENCES item (id),
    FOREIGN KEY (supplier_id) REFERENCES partner (id)
) STRICT;
CREATE UNIQUE INDEX lot_item_id_number ON lot (item_id, number);
CREATE INDEX lot_item_id_lookalike ON lot (item_id, lookalike);
CREATE INDEX lot_item_id_removal_on_received_on_sort_key ON lot (item_id, removal_on, received_on, sort_key);
CREATE INDEX lot_item_id_received_on_removal_on_sort_key ON lot (item_id, received_on, removal_on, sort_key);
CREATE INDEX lot_expires_on ON lot (expires_on);
CREATE INDEX lot_number ON lot (number);
CREATE INDEX lot_sort_key ON lot (sort_key);
CREATE INDEX lot_supplier_lot ON lot (supplier_lot);

CREATE TABLE place (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    sort_key TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('bin', 'dock', 'stage', 'cage', 'cart', 'supplier', 'customer', 'production', 'loss', 'found', 'destroyed')),
    zone TEXT NOT NULL,
    aisle TEXT NOT NULL,
    level TEXT NOT NULL,
    walk INTEGER NOT NULL,
    check_digits TEXT NOT NULL,
    capacity INTEGER CHECK (capacity > 0),
    mixing TEXT NOT NULL CHECK (mixing IN ('any', 'same-item', 'same-lot')),
    temperature TEXT NOT NULL,
    pickable INTEGER NOT NULL CHECK (pickable IN (0, 1)),
    blocked INTEGER NOT NULL CHECK (blocked IN (0, 1)),
    counting INTEGER NOT NULL CHECK (counting IN (0, 1)),
    CHECK ((id >= 10) = (kind IN ('bin', 'cage', 'cart', 'dock', 'stage')))
) STRICT;
CREATE UNIQUE INDEX place_folded ON place (folded);
CREATE UNIQUE INDEX place_sort_key ON place (sort_key);

CREATE TABLE plate (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX plate_code ON plate (code);

CREATE TABLE move (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    source_plate_id INTEGER NOT NULL,
    target_id INTEGER NOT NULL,
    target_plate_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    order_line INTEGER,
    receipt_line INTEGER,
    serials TEXT NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (source_id) REFERENCES place (id),
    FOREIGN KEY (source_plate_id) REFERENCES plate (id),
    FOREIGN KEY (target_id) REFERENCES place (id),
    FOREIGN KEY (target_plate_id) REFERENCES plate (id),
    CHECK (source_id <> target_id OR source_plate_id <> target_plate_id)
) STRICT;
CREATE INDEX move_entry_id ON move (entry_id);

CREATE TABLE customer_order (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    customer_id INTEGER NOT NULL,
    ship_on TEXT,
    cancelled INTEGER NOT NULL CHECK (cancelled IN (0, 1)),
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    printed INTEGER NOT NULL,
    FOREIGN KEY (customer_id) REFERENCES partner (id)
) STRICT;
CREATE UNIQUE INDEX order_folded ON customer_order (folded);
CREATE INDEX order_customer_id ON customer_order (customer_id);
CREATE INDEX order_closed_cancelled_ship_on_folded ON customer_order (closed, cancelled, ship_on, folded);
CREATE INDEX order_ship_on_folded ON customer_order (ship_on, folded);

CREATE TABLE orderline (
    id INTEGER NOT NULL PRIMARY KEY,
    order_id INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    wanted INTEGER NOT NULL CHECK (wanted > 0),
    lot_id INTEGER,
    FOREIGN KEY (order_id) REFERENCES customer_order (id),
    FOREIGN KEY (item_id) REFERENCES item (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE INDEX orderline_item_id ON orderline (item_id);
CREATE UNIQUE INDEX orderline_order_id_line ON orderline (order_id, line);

CREATE TABLE pack (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 1),
    gtin TEXT,
    FOREIGN KEY (item_id) REFERENCES item (id)
) STRICT;
CREATE INDEX pack_item_id ON pack (item_id);
CREATE UNIQUE INDEX pack_gtin ON pack (gtin);
CREATE UNIQUE INDEX pack_item_id_name ON pack (item_id, name);

CREATE TABLE receipt (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    supplier_id INTEGER,
    due_on TEXT,
    closed INTEGER NOT NULL CHECK (closed IN (0, 1)),
    printed INTEGER NOT NULL,
    FOREIGN KEY (supplier_id) REFERENCES partner (id)
) STRICT;
CREATE UNIQUE INDEX receipt_folded ON receipt (folded);
CREATE INDEX receipt_supplier_id ON receipt (supplier_id);

CREATE TABLE receiptline (
    id INTEGER NOT NULL PRIMARY KEY,
    receipt_id INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    lot TEXT NOT NULL,
    expires_on TEXT,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    FOREIGN KEY (receipt_id) REFERENCES receipt (id),
    FOREIGN KEY (item_id) REFERENCES item (id)
) STRICT;
CREATE INDEX receiptline_item_id ON receiptline (item_id);
CREATE UNIQUE INDEX receiptline_receipt_id_line ON receiptline (receipt_id, line);

CREATE TABLE reservation (
    id INTEGER NOT NULL PRIMARY KEY,
    order_line_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    plate_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    picked INTEGER NOT NULL CHECK (picked IN (0, 1)),
    FOREIGN KEY (order_line_id) REFERENCES orderline (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (plate_id) REFERENCES plate (id)
) STRICT;
CREATE INDEX reservation_order_line_id ON reservation (order_line_id);
CREATE UNIQUE INDEX reservation_order_line_id_lot_id_place_id_plate_id_picked ON reservation (order_line_id, lot_id, place_id, plate_id, picked);
CREATE INDEX reservation_lot_id_place_id ON reservation (lot_id, place_id);

CREATE TABLE savedtask (
    id INTEGER NOT NULL PRIMARY KEY,
    "by" TEXT NOT NULL,
    state TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX savedtask_by ON savedtask (by);

CREATE TABLE seal (
    id INTEGER NOT NULL PRIMARY KEY,
    last_entry INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    digest TEXT NOT NULL,
    sealed_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX seal_last_entry ON seal (last_entry);

CREATE TABLE sequence (
    name TEXT NOT NULL,
    period TEXT NOT NULL,
    "value" INTEGER NOT NULL,
    PRIMARY KEY (name, period)
) STRICT, WITHOUT ROWID;

CREATE TABLE serial (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    number TEXT NOT NULL,
    place_id INTEGER NOT NULL,
    plate_id INTEGER NOT NULL,
    order_line INTEGER,
    FOREIGN KEY (item_id) REFERENCES item (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (plate_id) REFERENCES plate (id)
) STRICT;
CREATE INDEX serial_lot_id ON serial (lot_id);
CREATE UNIQUE INDEX serial_item_id_number ON serial (item_id, number);
CREATE INDEX serial_place_id_lot_id ON serial (place_id, lot_id);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL
) STRICT;

CREATE TABLE statuschange (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    "before" TEXT,
    "after" TEXT NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE INDEX statuschange_entry_id ON statuschange (entry_id);
CREATE INDEX statuschange_lot_id ON statuschange (lot_id);

CREATE TABLE stock (
    lot_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    plate_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity >= 0),
    reserved INTEGER NOT NULL CHECK (reserved BETWEEN 0 AND quantity),
    doubted INTEGER NOT NULL DEFAULT 0 CHECK (doubted IN (0, 1)),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (plate_id) REFERENCES plate (id),
    PRIMARY KEY (lot_id, place_id, plate_id),
    CHECK (place_id >= 10)
) STRICT, WITHOUT ROWID;
CREATE INDEX stock_place_id_lot_id ON stock (place_id, lot_id);
CREATE INDEX stock_plate_id ON stock (plate_id);
