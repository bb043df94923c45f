-- Whether a digest came with one of the device's messages: from then on one without was damaged.
ALTER TABLE device ADD COLUMN digests INTEGER NOT NULL DEFAULT 0;
