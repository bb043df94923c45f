-- What this store itself wrote under each replica id that it has had: the last number and its link. Anybody can write a change
-- under a replica id, so what the log holds of one does not tell. A row comes with the first change written under an id.
CREATE TABLE own_replica (
    id BLOB PRIMARY KEY NOT NULL,
    sequence INTEGER NOT NULL,
    link BLOB
) STRICT, WITHOUT ROWID;
INSERT INTO own_replica (id, sequence, link)
    SELECT replica.id, replica.head, (SELECT value FROM setting WHERE key = 'link')
    FROM setting JOIN replica ON replica.id = setting.value WHERE setting.key = 'replica';
DELETE FROM setting WHERE key = 'link';
