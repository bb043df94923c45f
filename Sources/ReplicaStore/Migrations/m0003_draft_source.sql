-- What a draft needs to be read with, such as the form that it fills: kept beside it from its beginning, because what was
-- published may be damaged or gone when the draft is taken up again. It goes with its draft. A view of that name, made for a
-- type of a district's own, would stand in the way.
DROP VIEW IF EXISTS draft_source;
CREATE TABLE draft_source (
    draft BLOB NOT NULL,
    name TEXT NOT NULL,
    digest BLOB NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (draft, name)
) STRICT;
