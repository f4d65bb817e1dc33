-- Grain states, one row each. The key is unique over all its parts, so two first writes at once cannot both win.
-- Orleans also offers hashes of the parts; they are not stored: the index needs none, and a change of the hash would lose the rows.
-- GrainIdExtensionString is empty, never NULL: NULLs are distinct to a unique index.
-- Keys are compared byte by byte ("C"): a job's shards are one range of the index, whatever the language of the database.
-- Payloads come compressed, so the database doesn't try again; their length is read without reading them.

CREATE TABLE IF NOT EXISTS OrleansStorage
(
    ServiceId              text COLLATE "C" NOT NULL,
    GrainTypeString        text COLLATE "C" NOT NULL,
    GrainIdExtensionString text COLLATE "C" NOT NULL,
    GrainIdN0              bigint           NOT NULL,
    GrainIdN1              bigint           NOT NULL,
    Version                integer          NOT NULL,
    ModifiedOn             timestamptz      NOT NULL,
    PayloadBinary          bytea            NULL,
    CONSTRAINT OrleansStorageKey PRIMARY KEY (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1)
);

ALTER TABLE OrleansStorage ALTER COLUMN PayloadBinary SET STORAGE EXTERNAL;

-- Every write leaves the old row and the old payload behind. Room in the pages lets the row be replaced in place; what is left is
-- collected after a fiftieth of the rows or payload pieces instead of a fifth, and without the pauses that suit large tables.
ALTER TABLE OrleansStorage SET
(
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 500,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_analyze_scale_factor = 0.05,
    toast.autovacuum_vacuum_scale_factor = 0.02,
    toast.autovacuum_vacuum_threshold = 5000,
    toast.autovacuum_vacuum_cost_delay = 0
);

-- Without a version only a row that isn't there yet is written, with one only the row that has it.
-- No answer means that the race is lost. A row starts at a random version: whoever remembers a deleted one does not match its successor.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
    WITH changed AS
    (
        UPDATE OrleansStorage
        SET Version = Version + 1, ModifiedOn = now(), PayloadBinary = @PayloadBinary
        WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
          AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
          AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
        RETURNING Version
    ),
    added AS
    (
        INSERT INTO OrleansStorage
            (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, ModifiedOn, PayloadBinary)
        SELECT
            @ServiceId, @GrainTypeString, COALESCE(@GrainIdExtensionString, ''''), @GrainIdN0, @GrainIdN1,
            floor(random() * 1000000000)::integer + 1, now(), @PayloadBinary
        WHERE @GrainStateVersion IS NULL
        ON CONFLICT (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1) DO NOTHING
        RETURNING Version
    )
    SELECT Version AS NewGrainStateVersion FROM changed
    UNION ALL
    SELECT Version FROM added;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
    SELECT PayloadBinary, Version FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '
    UPDATE OrleansStorage
    SET PayloadBinary = NULL, Version = Version + 1, ModifiedOn = now()
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- The answer must differ from the version that was asked for: Orleans takes an equal one for a lost race.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '
    DELETE FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = COALESCE(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OssTransferSchema (Version) VALUES (2) ON CONFLICT (Version) DO NOTHING;
