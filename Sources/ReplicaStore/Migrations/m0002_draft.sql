-- What is being filled in on this device and was not submitted yet: on the disk after every answer, in no change and never
-- sent. The document is the business of whoever keeps it. A view of that name, made for a type of a district's own, would
-- stand in the way.
DROP VIEW IF EXISTS draft;
CREATE TABLE draft (
    id BLOB PRIMARY KEY NOT NULL,
    document BLOB NOT NULL
) STRICT, WITHOUT ROWID;
