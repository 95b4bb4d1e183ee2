-- What the second form of a warehouse has that the first has not: people, counts, quality, levels and alerts. It never
-- changes: what came later is a step of its own in schema.py. A statement ends with a semicolon at the end of a line.

CREATE TABLE alert (
    id INTEGER NOT NULL PRIMARY KEY,
    cause TEXT NOT NULL,
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'urgent')),
    what TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    ended_at TEXT,
    told_at TEXT
) STRICT;
CREATE UNIQUE INDEX alert_cause ON alert (cause);
CREATE INDEX alert_kind ON alert (kind);

CREATE TABLE approval (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    badge TEXT NOT NULL,
    name TEXT NOT NULL,
    meaning TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_at TEXT NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX approval_entry_id ON approval (entry_id);

CREATE TABLE binlevel (
    id INTEGER NOT NULL PRIMARY KEY,
    place_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    minimum INTEGER NOT NULL CHECK (minimum >= 0),
    maximum INTEGER NOT NULL,
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (item_id) REFERENCES item (id),
    CHECK (maximum >= minimum AND maximum > 0)
) STRICT;
CREATE INDEX binlevel_item_id ON binlevel (item_id);
CREATE UNIQUE INDEX binlevel_place_id_item_id ON binlevel (place_id, item_id);

CREATE TABLE certificate (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE INDEX certificate_entry_id ON certificate (entry_id);
CREATE INDEX certificate_lot_id ON certificate (lot_id);

CREATE TABLE cycle_count (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    opened_at TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    item_id INTEGER,
    lot_id INTEGER,
    tolerance_units INTEGER NOT NULL CHECK (tolerance_units >= 0),
    tolerance_percent INTEGER NOT NULL CHECK (tolerance_percent BETWEEN 0 AND 100),
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    FOREIGN KEY (item_id) REFERENCES item (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE UNIQUE INDEX count_folded ON cycle_count (folded);
CREATE INDEX count_state ON cycle_count (state);

CREATE TABLE countbin (
    id INTEGER NOT NULL PRIMARY KEY,
    count_id INTEGER NOT NULL,
    place_id INTEGER NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'counting', 'counted')),
    counted_by TEXT NOT NULL,
    began_entry INTEGER NOT NULL,
    FOREIGN KEY (count_id) REFERENCES cycle_count (id),
    FOREIGN KEY (place_id) REFERENCES place (id)
) STRICT;
CREATE INDEX countbin_place_id ON countbin (place_id);
CREATE UNIQUE INDEX countbin_count_id_place_id ON countbin (count_id, place_id);

CREATE TABLE countdue (
    place_id INTEGER NOT NULL PRIMARY KEY,
    reason TEXT NOT NULL,
    weight INTEGER NOT NULL CHECK (weight >= 1),
    since TEXT NOT NULL,
    FOREIGN KEY (place_id) REFERENCES place (id)
) STRICT;

CREATE TABLE countline (
    id INTEGER NOT NULL PRIMARY KEY,
    count_id INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number >= 1),
    place_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    expected INTEGER NOT NULL CHECK (expected >= 0),
    counted INTEGER NOT NULL CHECK (counted >= 0),
    counted_at TEXT NOT NULL,
    seen_entry INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'agreed', 'recount', 'approve', 'moved', 'posted')),
    posted_id INTEGER,
    FOREIGN KEY (count_id) REFERENCES cycle_count (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (posted_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX countline_lot_id ON countline (lot_id);
CREATE UNIQUE INDEX countline_count_id_place_id_lot_id ON countline (count_id, place_id, lot_id);
CREATE UNIQUE INDEX countline_count_id_number ON countline (count_id, number);
CREATE INDEX countline_state ON countline (state);

CREATE TABLE countlock (
    place_id INTEGER NOT NULL PRIMARY KEY,
    count_id INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    since TEXT NOT NULL,
    beat_at TEXT NOT NULL,
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (count_id) REFERENCES cycle_count (id)
) STRICT;
CREATE INDEX countlock_count_id ON countlock (count_id);
CREATE INDEX countlock_beat_at ON countlock (beat_at);

CREATE TABLE countlook (
    id INTEGER NOT NULL PRIMARY KEY,
    line_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    expected INTEGER NOT NULL,
    counted INTEGER NOT NULL,
    moved INTEGER NOT NULL CHECK (moved IN (0, 1)),
    within INTEGER NOT NULL CHECK (within IN (0, 1)),
    serials TEXT NOT NULL,
    FOREIGN KEY (line_id) REFERENCES countline (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX countlook_line_id ON countlook (line_id);
CREATE INDEX countlook_entry_id ON countlook (entry_id);

CREATE TABLE datechange (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    field TEXT NOT NULL,
    before TEXT,
    after TEXT,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE INDEX datechange_entry_id ON datechange (entry_id);
CREATE INDEX datechange_lot_id ON datechange (lot_id);

CREATE TABLE holdcase (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('plate', 'bin', 'lots')),
    place_id INTEGER,
    plate_id INTEGER,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    ended_id INTEGER,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (place_id) REFERENCES place (id),
    FOREIGN KEY (plate_id) REFERENCES plate (id),
    FOREIGN KEY (ended_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX holdcase_entry_id ON holdcase (entry_id);
CREATE INDEX holdcase_place_id ON holdcase (place_id);
CREATE INDEX holdcase_plate_id ON holdcase (plate_id);

CREATE TABLE inspection (
    id INTEGER NOT NULL PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    verdict TEXT CHECK (verdict IN ('pass', 'fail')),
    note TEXT NOT NULL,
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id)
) STRICT;
CREATE UNIQUE INDEX inspection_entry_id ON inspection (entry_id);
CREATE INDEX inspection_lot_id ON inspection (lot_id);

CREATE TABLE itemtest (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    unit TEXT NOT NULL,
    low TEXT,
    high TEXT,
    words TEXT NOT NULL,
    sample INTEGER NOT NULL CHECK (sample >= 0),
    FOREIGN KEY (item_id) REFERENCES item (id)
) STRICT;
CREATE UNIQUE INDEX itemtest_item_id_folded ON itemtest (item_id, folded);

CREATE TABLE person (
    id INTEGER NOT NULL PRIMARY KEY,
    badge TEXT NOT NULL CHECK (length(badge) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL CHECK (length(roles) >= 1),
    pin TEXT,
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    failures INTEGER NOT NULL CHECK (failures >= 0),
    locked_until TEXT
) STRICT;
CREATE UNIQUE INDEX person_folded ON person (folded);

CREATE TABLE refill (
    id INTEGER NOT NULL PRIMARY KEY,
    item_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    source_id INTEGER NOT NULL,
    target_id INTEGER NOT NULL,
    cart_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    pulled_id INTEGER NOT NULL,
    dropped_id INTEGER,
    FOREIGN KEY (item_id) REFERENCES item (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (source_id) REFERENCES place (id),
    FOREIGN KEY (target_id) REFERENCES place (id),
    FOREIGN KEY (cart_id) REFERENCES place (id),
    FOREIGN KEY (pulled_id) REFERENCES entry (id),
    FOREIGN KEY (dropped_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX refill_pulled_id ON refill (pulled_id);
CREATE INDEX refill_dropped_id ON refill (dropped_id);

CREATE TABLE testresult (
    id INTEGER NOT NULL PRIMARY KEY,
    inspection_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    unit TEXT NOT NULL,
    low TEXT,
    high TEXT,
    words TEXT NOT NULL,
    within INTEGER CHECK (within IN (0, 1)),
    FOREIGN KEY (inspection_id) REFERENCES inspection (id)
) STRICT;
CREATE INDEX testresult_inspection_id ON testresult (inspection_id);

CREATE TABLE voucher (
    id INTEGER NOT NULL PRIMARY KEY,
    "key" TEXT NOT NULL,
    digest TEXT NOT NULL,
    badge TEXT NOT NULL,
    act TEXT NOT NULL,
    reason TEXT NOT NULL,
    given_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX voucher_key_badge ON voucher ("key", badge);
ALTER TABLE item ADD COLUMN release_people INTEGER NOT NULL DEFAULT 1 CHECK (release_people IN (1, 2));
ALTER TABLE place ADD COLUMN counted_at TEXT;
ALTER TABLE item ADD COLUMN abc TEXT CHECK (abc IN ('A', 'B', 'C'));
ALTER TABLE plate ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
ALTER TABLE place ADD COLUMN held INTEGER NOT NULL DEFAULT 0 CHECK (held IN (0, 1));
-- What is stopped is little beside all lots: lists of it need not read the others.
CREATE INDEX lot_stopped ON lot (status, id) WHERE status <> 'released';
CREATE INDEX holdcase_open ON holdcase (entry_id) WHERE ended_id IS NULL;
ALTER TABLE partner ADD COLUMN receipt_status TEXT CHECK (receipt_status IN ('released', 'quarantine'));
-- Few lots of all wait for a verdict: this finds them, and costs a lot that is released nothing.
CREATE INDEX lot_waiting ON lot (status) WHERE status IN ('quarantine', 'hold');
ALTER TABLE item ADD COLUMN reorder_point INTEGER CHECK (reorder_point >= 0);
-- What was reported short is little beside all stock, and is asked for again and again.
CREATE INDEX stock_doubted ON stock (place_id, lot_id) WHERE doubted = 1;
CREATE INDEX receipt_closed_due_on ON receipt (closed, due_on, folded);
CREATE INDEX savedtask_saved_at ON savedtask (saved_at);
-- How far ahead of their expiry items grow old.
CREATE INDEX item_notice ON item (max(removal_days, alert_days));
