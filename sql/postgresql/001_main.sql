-- What Orleans runs: it reads these texts at start and gives them named parameters.
-- Every script may run again on a database that already has it. All run in one transaction, under a lock.

CREATE TABLE IF NOT EXISTS OssTransferSchema
(
    Version   integer     NOT NULL PRIMARY KEY,
    AppliedOn timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS OrleansQuery
(
    QueryKey  text NOT NULL PRIMARY KEY,
    QueryText text NOT NULL
);

INSERT INTO OssTransferSchema (Version) VALUES (1) ON CONFLICT (Version) DO NOTHING;
