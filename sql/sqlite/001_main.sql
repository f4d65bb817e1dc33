-- What Orleans runs: it reads these texts at start and gives them named parameters.
-- Every script may run again on a database that already has it.

CREATE TABLE IF NOT EXISTS OssTransferSchema
(
    Version   INTEGER NOT NULL PRIMARY KEY,
    AppliedOn TEXT    NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  TEXT NOT NULL PRIMARY KEY,
    QueryText TEXT NOT NULL
);

INSERT INTO OssTransferSchema (Version) VALUES (1) ON CONFLICT (Version) DO NOTHING;
