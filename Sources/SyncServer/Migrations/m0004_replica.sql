-- The replica ids under which a device has synchronised: the number of its last change under one is told to nobody else.
CREATE TABLE device_replica (
    replica BLOB PRIMARY KEY NOT NULL,
    device BLOB NOT NULL REFERENCES device (id)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO device_replica SELECT replica, id FROM device WHERE replica IS NOT NULL ORDER BY enrolled_at;
