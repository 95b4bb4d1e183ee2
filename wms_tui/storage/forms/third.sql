-- What the third form of a warehouse has that the second has not: genealogy, recalls, places of partners, and what the
-- records of others ask for. It never changes: what came later is a step of its own in schema.py. A statement ends with a
-- semicolon at the end of a line.

CREATE TABLE recall (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    drill INTEGER NOT NULL CHECK (drill IN (0, 1)),
    kind TEXT NOT NULL CHECK (kind IN ('recall', 'correction', 'withdrawal')),
    recall_class TEXT NOT NULL CHECK (recall_class IN ('I', 'II', 'III', '')),
    product TEXT NOT NULL,
    reason TEXT NOT NULL,
    hazard TEXT NOT NULL,
    depth TEXT NOT NULL CHECK (depth IN ('consumer', 'retail', 'wholesale')),
    strategy TEXT NOT NULL,
    instructions TEXT NOT NULL,
    check_level TEXT NOT NULL CHECK (check_level IN ('A', 'B', 'C', 'D', 'E')),
    only_named INTEGER NOT NULL CHECK (only_named IN (0, 1)),
    reply_by TEXT,
    opened_id INTEGER NOT NULL,
    closed_id INTEGER,
    FOREIGN KEY (opened_id) REFERENCES entry (id),
    FOREIGN KEY (closed_id) REFERENCES entry (id)
) STRICT;
CREATE UNIQUE INDEX recall_folded ON recall (folded);

CREATE TABLE checkdraw (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('A', 'B', 'C', 'D', 'E')),
    percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
    seed TEXT NOT NULL,
    population TEXT NOT NULL,
    sample TEXT NOT NULL,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX checkdraw_recall_id ON checkdraw (recall_id);

CREATE TABLE effectivenesscheck (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    partner_id INTEGER NOT NULL,
    drawn_id INTEGER NOT NULL,
    done_id INTEGER,
    method TEXT NOT NULL,
    effective INTEGER CHECK (effective IN (0, 1)),
    note TEXT NOT NULL,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (partner_id) REFERENCES partner (id),
    FOREIGN KEY (drawn_id) REFERENCES entry (id),
    FOREIGN KEY (done_id) REFERENCES entry (id)
) STRICT;
CREATE UNIQUE INDEX effectivenesscheck_recall_id_partner_id ON effectivenesscheck (recall_id, partner_id);

CREATE TABLE recipe (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    item_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    active INTEGER NOT NULL CHECK (active IN (0, 1)),
    FOREIGN KEY (item_id) REFERENCES item (id)
) STRICT;
CREATE UNIQUE INDEX recipe_folded ON recipe (folded);
CREATE INDEX recipe_item_id ON recipe (item_id);

CREATE TABLE run (
    id INTEGER NOT NULL PRIMARY KEY,
    code TEXT NOT NULL CHECK (length(code) BETWEEN 1 AND 64),
    folded TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('make', 'rework', 'repack', 'relabel', 'split', 'merge')),
    recipe_id INTEGER,
    planned INTEGER CHECK (planned > 0),
    opened_id INTEGER NOT NULL,
    closed_id INTEGER,
    FOREIGN KEY (recipe_id) REFERENCES recipe (id),
    FOREIGN KEY (opened_id) REFERENCES entry (id),
    FOREIGN KEY (closed_id) REFERENCES entry (id)
) STRICT;
CREATE UNIQUE INDEX run_folded ON run (folded);

CREATE TABLE link (
    id INTEGER NOT NULL PRIMARY KEY,
    run_id INTEGER NOT NULL,
    parent_id INTEGER NOT NULL,
    child_id INTEGER NOT NULL,
    since_id INTEGER NOT NULL,
    until_id INTEGER,
    FOREIGN KEY (run_id) REFERENCES run (id),
    FOREIGN KEY (parent_id) REFERENCES lot (id),
    FOREIGN KEY (child_id) REFERENCES lot (id),
    FOREIGN KEY (since_id) REFERENCES entry (id),
    FOREIGN KEY (until_id) REFERENCES entry (id),
    CHECK (parent_id <> child_id)
) STRICT;
CREATE INDEX link_run_id ON link (run_id);
CREATE INDEX link_parent_id_child_id_run_id ON link (parent_id, child_id, run_id);
CREATE INDEX link_child_id_parent_id_run_id ON link (child_id, parent_id, run_id);

CREATE TABLE noticeversion (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    entry_id INTEGER NOT NULL,
    changes TEXT NOT NULL,
    approved_id INTEGER,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (approved_id) REFERENCES entry (id)
) STRICT;
CREATE UNIQUE INDEX noticeversion_recall_id_version ON noticeversion (recall_id, version);

CREATE TABLE notice (
    id INTEGER NOT NULL PRIMARY KEY,
    version_id INTEGER NOT NULL,
    partner_id INTEGER,
    kind TEXT NOT NULL CHECK (kind IN ('consignee', 'authority', 'press')),
    code TEXT NOT NULL,
    content TEXT NOT NULL,
    FOREIGN KEY (version_id) REFERENCES noticeversion (id),
    FOREIGN KEY (partner_id) REFERENCES partner (id)
) STRICT;
CREATE INDEX notice_partner_id ON notice (partner_id);
CREATE UNIQUE INDEX notice_code ON notice (code);
CREATE UNIQUE INDEX notice_version_id_kind_partner_id ON notice (version_id, kind, partner_id);

CREATE TABLE noticeevent (
    id INTEGER NOT NULL PRIMARY KEY,
    notice_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    happening TEXT NOT NULL CHECK (happening IN ('sent', 'returned', 'reminded', 'called')),
    method TEXT NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY (notice_id) REFERENCES notice (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX noticeevent_notice_id ON noticeevent (notice_id);

CREATE TABLE recallentry (
    entry_id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    step TEXT NOT NULL CHECK (step IN ('scope', 'hold', 'trace', 'balance', 'notices', 'replies', 'report')),
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (recall_id) REFERENCES recall (id)
) STRICT;
CREATE INDEX recallentry_recall_id ON recallentry (recall_id);

CREATE TABLE recalllot (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    comes_in INTEGER NOT NULL CHECK (comes_in IN (0, 1)),
    why TEXT NOT NULL,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE INDEX recalllot_lot_id ON recalllot (lot_id);
CREATE INDEX recalllot_recall_id_lot_id ON recalllot (recall_id, lot_id);

CREATE TABLE recallreport (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    kind TEXT NOT NULL CHECK (kind IN ('status', 'termination', 'drill')),
    entry_id INTEGER NOT NULL,
    content TEXT NOT NULL,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id)
) STRICT;
CREATE UNIQUE INDEX recallreport_recall_id_number ON recallreport (recall_id, number);

CREATE TABLE recipeline (
    id INTEGER NOT NULL PRIMARY KEY,
    recipe_id INTEGER NOT NULL,
    item_id INTEGER NOT NULL,
    comes_out INTEGER NOT NULL CHECK (comes_out IN (0, 1)),
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    FOREIGN KEY (recipe_id) REFERENCES recipe (id),
    FOREIGN KEY (item_id) REFERENCES item (id)
) STRICT;
CREATE INDEX recipeline_item_id ON recipeline (item_id);
CREATE UNIQUE INDEX recipeline_recipe_id_item_id_comes_out ON recipeline (recipe_id, item_id, comes_out);

CREATE TABLE reply (
    id INTEGER NOT NULL PRIMARY KEY,
    recall_id INTEGER NOT NULL,
    partner_id INTEGER NOT NULL,
    lot_id INTEGER NOT NULL,
    entry_id INTEGER NOT NULL,
    received INTEGER CHECK (received >= 0),
    on_hand INTEGER NOT NULL,
    returned INTEGER NOT NULL,
    destroyed INTEGER NOT NULL,
    used INTEGER NOT NULL,
    sold_on INTEGER NOT NULL,
    not_located INTEGER NOT NULL,
    sub_notified INTEGER NOT NULL,
    person TEXT NOT NULL,
    note TEXT NOT NULL,
    FOREIGN KEY (recall_id) REFERENCES recall (id),
    FOREIGN KEY (partner_id) REFERENCES partner (id),
    FOREIGN KEY (lot_id) REFERENCES lot (id),
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    CHECK (on_hand >= 0 AND returned >= 0 AND destroyed >= 0 AND used >= 0 AND sold_on >= 0 AND not_located >= 0
        AND sub_notified >= 0)
) STRICT;
CREATE INDEX reply_entry_id ON reply (entry_id);
CREATE INDEX reply_recall_id_partner_id_lot_id ON reply (recall_id, partner_id, lot_id);

CREATE TABLE runentry (
    entry_id INTEGER NOT NULL PRIMARY KEY,
    run_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('make', 'consume', 'produce', 'give-back', 'scrap', 'close')),
    FOREIGN KEY (entry_id) REFERENCES entry (id),
    FOREIGN KEY (run_id) REFERENCES run (id)
) STRICT;
CREATE INDEX runentry_run_id ON runentry (run_id);

-- Nothing else than a run may open the same link twice; the present genealogy is walked either way by an index alone.
CREATE UNIQUE INDEX link_down ON link (parent_id, child_id, run_id) WHERE until_id IS NULL;
CREATE INDEX link_up ON link (child_id, parent_id, run_id) WHERE until_id IS NULL;
CREATE INDEX run_open ON run (id) WHERE closed_id IS NULL;
CREATE INDEX recall_open ON recall (id) WHERE closed_id IS NULL;

-- The person to call, and the number for nights and weekends.
ALTER TABLE partner ADD COLUMN contact TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN after_hours TEXT NOT NULL DEFAULT '';
-- The address again in parts, as records of others want it; the country as two letters of ISO 3166.
ALTER TABLE partner ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN zip TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN country TEXT NOT NULL DEFAULT '';
ALTER TABLE partner ADD COLUMN gln TEXT NOT NULL DEFAULT '';
-- Leads to the place a lot code comes from: a registration, a web address or a GLN.
ALTER TABLE partner ADD COLUMN source_reference TEXT NOT NULL DEFAULT '';
-- The language of letters: en, es, fr, de, vi; empty is that of the house.
ALTER TABLE partner ADD COLUMN language TEXT NOT NULL DEFAULT '';
-- The day on which somebody last made sure that this contact is right.
ALTER TABLE partner ADD COLUMN verified_on TEXT;
-- Key data elements of 21 CFR 1.1310 to 1.1350 and of EPCIS ILMD; listed: whether it is on the Food Traceability List.
ALTER TABLE item ADD COLUMN brand TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN commodity TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN variety TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN packaging_size TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN packaging_style TEXT NOT NULL DEFAULT '';
ALTER TABLE item ADD COLUMN listed INTEGER NOT NULL DEFAULT 0 CHECK (listed IN (0, 1));
-- Country of origin, two letters of ISO 3166, and where its lot code was given, as received.
ALTER TABLE lot ADD COLUMN origin TEXT NOT NULL DEFAULT '';
ALTER TABLE lot ADD COLUMN source_reference TEXT NOT NULL DEFAULT '';

-- Where a lot came from and where it went to is a small part of what was moved of it.
CREATE INDEX move_outside ON move (lot_id, target_id, source_id, entry_id, order_line, quantity)
    WHERE source_id < 10 OR target_id < 10;
-- A pallet that has left is found by the moves it was on.
CREATE INDEX move_plate ON move (target_plate_id, lot_id) WHERE target_plate_id > 0;
