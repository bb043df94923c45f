-- The store of a replica. A shipped migration never changes. The layout was chosen by measurement: one row a change and
-- one row a record, no index on 32-byte ids (see Protocol/decisions).

CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE schema_document (
    version INTEGER PRIMARY KEY,
    document BLOB NOT NULL
) STRICT;

-- Every replica whose changes are here, with the highest sequence number held of it.
CREATE TABLE replica (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    head INTEGER NOT NULL DEFAULT 0,
    forked INTEGER NOT NULL DEFAULT 0
) STRICT;

-- n is the position in the feed; rid and previous lead back through the changes of the first record touched.
CREATE TABLE change (
    n INTEGER PRIMARY KEY,
    replica INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    id BLOB NOT NULL,
    rid INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    suspect INTEGER NOT NULL DEFAULT 0,
    bytes BLOB NOT NULL
) STRICT;
CREATE INDEX change_by_sequence ON change (replica, sequence);

-- The same for the further records of a change that touches several.
CREATE TABLE change_record (
    n INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    previous INTEGER NOT NULL,
    PRIMARY KEY (n, rid)
) STRICT, WITHOUT ROWID;

CREATE TABLE record (
    rid INTEGER PRIMARY KEY,
    id BLOB NOT NULL,
    type INTEGER NOT NULL,
    areas TEXT NOT NULL,
    last INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    change_sum BLOB NOT NULL,
    state_digest BLOB NOT NULL,
    deleted INTEGER NOT NULL,
    conflicts INTEGER NOT NULL,
    live BLOB NOT NULL,
    state TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_by_id ON record (id, type);

-- Which records lie in which area; '*' is everywhere, '?' is not known yet.
CREATE TABLE placement (
    area TEXT NOT NULL,
    type INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    PRIMARY KEY (area, type, rid)
) STRICT, WITHOUT ROWID;

CREATE TABLE area_digest (
    area TEXT PRIMARY KEY NOT NULL,
    changes INTEGER NOT NULL,
    change_sum BLOB NOT NULL,
    records INTEGER NOT NULL,
    state_sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- Children by the id of the record they refer to, which may not be here yet.
CREATE TABLE child (
    parent BLOB NOT NULL,
    rid INTEGER NOT NULL,
    PRIMARY KEY (parent, rid)
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict (
    id BLOB PRIMARY KEY NOT NULL,
    rid INTEGER NOT NULL,
    field INTEGER NOT NULL,
    cell BLOB NOT NULL,
    version BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_by_record ON conflict (rid);

CREATE TABLE search (
    rid INTEGER PRIMARY KEY,
    type INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT;

-- kind 0: the change touches a record that lies, or lay, in the area; 1: the record entered the area with it.
CREATE TABLE feed (
    area TEXT NOT NULL,
    n INTEGER NOT NULL,
    rid INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    PRIMARY KEY (area, n, rid, kind)
) STRICT, WITHOUT ROWID;

-- Own changes that the upstream has not acknowledged; refused: the code, where it would not take one.
CREATE TABLE outbox (
    n INTEGER PRIMARY KEY,
    refused TEXT
) STRICT;
