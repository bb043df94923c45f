-- Changes whose bytes were found damaged and that no record is computed from any more, as they were: the same change may
-- arrive whole from elsewhere. A view of that name, made for a type of a district's own, would stand in the way.
DROP VIEW IF EXISTS damaged_change;
CREATE TABLE damaged_change (
    number INTEGER PRIMARY KEY,
    n INTEGER NOT NULL,
    id BLOB NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
