-- Codes are spent once the token they gave was used; tokens of administration expire and say when they were last used;
-- what devices hand in is counted.

ALTER TABLE enrollment_code ADD COLUMN used_at INTEGER;
ALTER TABLE enrollment_code ADD COLUMN spent INTEGER NOT NULL DEFAULT 0;
UPDATE enrollment_code SET
    used_at = (SELECT enrolled_at FROM device WHERE id = device),
    spent = EXISTS (SELECT 1 FROM device WHERE id = device AND last_seen IS NOT NULL)
    WHERE device IS NOT NULL;
-- The codes that a device used and whose token it has not: every request asks whether there is one.
CREATE INDEX unspent_code ON enrollment_code (device) WHERE device IS NOT NULL AND spent = 0;

-- A token without an end is the one that the server began with. created_by is who ordered it; nobody for one that was
-- made on the server's own machine.
ALTER TABLE admin_token ADD COLUMN created_by TEXT;
ALTER TABLE admin_token ADD COLUMN expires_at INTEGER;
ALTER TABLE admin_token ADD COLUMN last_used INTEGER;

-- What a device handed in on the last day on which it handed anything in: a row a device. Days are counted from 1970 in
-- the time of the campaign. free_day is the one on which it handed in for free_epoch what was written before that began.
CREATE TABLE device_day (
    device BLOB PRIMARY KEY NOT NULL REFERENCES device (id),
    day INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    changes INTEGER NOT NULL,
    records INTEGER NOT NULL,
    exceeded INTEGER NOT NULL,
    free_epoch BLOB,
    free_day INTEGER
) STRICT, WITHOUT ROWID;
