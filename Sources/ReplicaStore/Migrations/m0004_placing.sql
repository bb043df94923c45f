-- A record whose place has changed moves what lies under it. That is done in pieces, after the change and apart from it, so
-- that its cost holds nobody up. Views of these names, made for types of a district's own, would stand in the way.
DROP VIEW IF EXISTS unplaced;
DROP VIEW IF EXISTS feed_piece;
DROP VIEW IF EXISTS chain_mark;
DROP VIEW IF EXISTS former_child;

-- Records under which something may still have to be placed: their children beyond the one with the number `after`.
CREATE TABLE unplaced (
    rid INTEGER PRIMARY KEY,
    after INTEGER NOT NULL
) STRICT;

-- Positions of the feed that belong to a piece and to no change, with the number of changes that had arrived by then.
CREATE TABLE feed_piece (
    n INTEGER PRIMARY KEY,
    arrivals INTEGER NOT NULL
) STRICT;

-- Every 256th change of a record, so that the changes behind any of them are found without reading all of them.
CREATE TABLE chain_mark (
    rid INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (rid, n)
) STRICT, WITHOUT ROWID;
INSERT INTO chain_mark (rid, n)
    SELECT rid, n FROM (
        SELECT rid, n, row_number() OVER (PARTITION BY rid ORDER BY n) AS number
        FROM (SELECT rid, n FROM change UNION ALL SELECT rid, n FROM change_record)
        WHERE rid IN (SELECT rid FROM record WHERE changes >= 256)
    ) WHERE number % 256 = 0;

-- What lay under a record once, with the changes that took it from there, from the first to the last: whoever received it
-- then, and the record again later, still holds it as lying there.
CREATE TABLE former_child (
    parent BLOB NOT NULL,
    rid INTEGER NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (parent, rid)
) STRICT, WITHOUT ROWID;

-- Where a record lay when it entered an area, or lies when it is announced elsewhere, a line each: who receives it there has
-- it. Not known of older rows. kind 2: the record lay under one that entered the area; its changes from `first` to `last`
-- took it from there.
ALTER TABLE feed ADD COLUMN left_areas TEXT;
ALTER TABLE feed ADD COLUMN first INTEGER;
ALTER TABLE feed ADD COLUMN last INTEGER;

-- A hash of what a record's place was found from, for records that lie under others; empty where it is not known.
ALTER TABLE record ADD COLUMN place BLOB NOT NULL DEFAULT x'';
