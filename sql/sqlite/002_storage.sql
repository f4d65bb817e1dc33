-- Grain states, one row each. The key is unique over all its parts, so two first writes at once cannot both win.
-- Orleans also offers hashes of the parts; they are not stored: the index needs none, and a change of the hash would lose the rows.
-- GrainIdExtensionString is empty, never NULL: NULLs are distinct to a unique index.

CREATE TABLE IF NOT EXISTS OrleansStorage
(
    ServiceId              TEXT    NOT NULL,
    GrainTypeString        TEXT    NOT NULL,
    GrainIdExtensionString TEXT    NOT NULL,
    GrainIdN0              INTEGER NOT NULL,
    GrainIdN1              INTEGER NOT NULL,
    Version                INTEGER NOT NULL,
    ModifiedOn             TEXT    NOT NULL,
    PayloadBinary          BLOB        NULL
);

CREATE UNIQUE INDEX IF NOT EXISTS OrleansStorageKey
    ON OrleansStorage (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1);

-- Without a version only a row that isn't there yet is written, with one only the row that has it.
-- No answer means that the race is lost. A row starts at a random version: whoever remembers a deleted one does not match its successor.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
    INSERT INTO OrleansStorage
        (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, Version, ModifiedOn, PayloadBinary)
    SELECT
        @ServiceId, @GrainTypeString, IFNULL(@GrainIdExtensionString, ''''), @GrainIdN0, @GrainIdN1,
        abs(random() % 1000000000) + 1, strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now''), @PayloadBinary
    WHERE @GrainStateVersion IS NULL OR EXISTS
    (
        SELECT 1 FROM OrleansStorage
        WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
          AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
          AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
    )
    ON CONFLICT (ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1) DO UPDATE SET
        Version = Version + 1, ModifiedOn = excluded.ModifiedOn, PayloadBinary = excluded.PayloadBinary
    WHERE Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
    SELECT PayloadBinary, Version FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '
    UPDATE OrleansStorage
    SET PayloadBinary = NULL, Version = Version + 1, ModifiedOn = strftime(''%Y-%m-%dT%H:%M:%fZ'', ''now'')
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
    RETURNING Version AS NewGrainStateVersion;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- The answer must differ from the version that was asked for: Orleans takes an equal one for a lost race.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '
    DELETE FROM OrleansStorage
    WHERE ServiceId = @ServiceId AND GrainTypeString = @GrainTypeString
      AND GrainIdExtensionString = IFNULL(@GrainIdExtensionString, '''')
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND Version = @GrainStateVersion
    RETURNING Version + 1 AS NewGrainStateVersion;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OssTransferSchema (Version) VALUES (2) ON CONFLICT (Version) DO NOTHING;
