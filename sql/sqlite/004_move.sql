-- Set while the jobs go, and once they have gone, to another database: no silo opens the file then. One row at most.

CREATE TABLE IF NOT EXISTS OssTransferMove
(
    Id     TEXT    NOT NULL PRIMARY KEY,
    Target TEXT    NOT NULL,
    At     TEXT    NOT NULL,
    IsDone INTEGER NOT NULL
);

INSERT INTO OssTransferSchema (Version) VALUES (4) ON CONFLICT (Version) DO NOTHING;
