-- Who may do what on a server. A shipped migration never changes. Secrets are kept as SHA-256 hashes only, except the
-- server's own key. Times are milliseconds since 1970.

CREATE TABLE setting (
    key TEXT PRIMARY KEY NOT NULL,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    login TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    disabled INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- No row for a user means every area.
CREATE TABLE user_area (
    login TEXT NOT NULL REFERENCES user (login),
    area TEXT NOT NULL,
    PRIMARY KEY (login, area)
) STRICT, WITHOUT ROWID;

CREATE TABLE device (
    id BLOB PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    login TEXT NOT NULL REFERENCES user (login),
    replica BLOB NOT NULL,
    token_hash BLOB NOT NULL UNIQUE,
    enrolled_at INTEGER NOT NULL,
    last_seen INTEGER,
    revoked INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX device_by_login ON device (login);

-- replica and device are set by the device that used the code.
CREATE TABLE enrollment_code (
    hash BLOB PRIMARY KEY NOT NULL,
    login TEXT NOT NULL REFERENCES user (login),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    replica BLOB,
    device BLOB REFERENCES device (id)
) STRICT, WITHOUT ROWID;

CREATE TABLE admin_token (
    hash BLOB PRIMARY KEY NOT NULL,
    login TEXT NOT NULL REFERENCES user (login),
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
