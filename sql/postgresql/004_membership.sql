-- Which silos there are. A change of any member goes with the next version of the whole table, so of two silos that decide
-- from the same knowledge one decides again. Each query is one statement: it happens whole or not at all.
-- "I am alive" is the exception: it changes no version, because every silo writes only its own.

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable
(
    DeploymentId text COLLATE "C" NOT NULL PRIMARY KEY,
    Version      integer          NOT NULL DEFAULT 0,
    ModifiedOn   timestamptz      NOT NULL DEFAULT now()
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable
(
    DeploymentId text COLLATE "C" NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
    Address      text COLLATE "C" NOT NULL,
    Port         integer          NOT NULL,
    Generation   integer          NOT NULL,
    SiloName     text             NOT NULL,
    HostName     text             NOT NULL,
    Status       integer          NOT NULL,
    ProxyPort    integer          NOT NULL,
    SuspectTimes text             NULL,
    StartTime    timestamptz      NOT NULL,
    IAmAliveTime timestamptz      NOT NULL,
    CONSTRAINT OrleansMembershipKey PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

-- A few rows that are written every few seconds: room to replace them in place, and vacuum before they fill pages.
ALTER TABLE OrleansMembershipTable SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
ALTER TABLE OrleansMembershipVersionTable SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipVersionKey', '
    WITH added AS
    (
        INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
        ON CONFLICT (DeploymentId) DO NOTHING
        RETURNING 1
    )
    SELECT count(*)::integer FROM added;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('InsertMembershipKey', '
    WITH turn AS
    (
        UPDATE OrleansMembershipVersionTable
        SET Version = Version + 1, ModifiedOn = now()
        WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS
        (
            SELECT 1 FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        )
        RETURNING DeploymentId
    ),
    added AS
    (
        INSERT INTO OrleansMembershipTable
            (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime, IAmAliveTime)
        SELECT DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn
        RETURNING 1
    )
    SELECT count(*)::integer FROM added;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- A silo's own "I am alive" may be newer than what another one knows of it.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateMembershipKey', '
    WITH turn AS
    (
        UPDATE OrleansMembershipVersionTable
        SET Version = Version + 1, ModifiedOn = now()
        WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS
        (
            SELECT 1 FROM OrleansMembershipTable
            WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
        )
        RETURNING DeploymentId
    ),
    changed AS
    (
        UPDATE OrleansMembershipTable member
        SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = GREATEST(member.IAmAliveTime, @IAmAliveTime)
        FROM turn
        WHERE member.DeploymentId = turn.DeploymentId AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
        RETURNING 1
    )
    SELECT count(*)::integer FROM changed;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('UpdateIAmAlivetimeKey', '
    UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- The version comes also where there is no member.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadAllKey', '
    SELECT
        version.DeploymentId, member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status,
        member.ProxyPort, member.SuspectTimes, member.StartTime, member.IAmAliveTime, version.Version
    FROM OrleansMembershipVersionTable version
    LEFT JOIN OrleansMembershipTable member ON member.DeploymentId = version.DeploymentId
    WHERE version.DeploymentId = @DeploymentId;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('MembershipReadRowKey', '
    SELECT
        version.DeploymentId, member.Address, member.Port, member.Generation, member.SiloName, member.HostName, member.Status,
        member.ProxyPort, member.SuspectTimes, member.StartTime, member.IAmAliveTime, version.Version
    FROM OrleansMembershipVersionTable version
    LEFT JOIN OrleansMembershipTable member
        ON member.DeploymentId = version.DeploymentId
       AND member.Address = @Address AND member.Port = @Port AND member.Generation = @Generation
    WHERE version.DeploymentId = @DeploymentId;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('GatewaysQueryKey', '
    SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteMembershipTableEntriesKey', '
    DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
    DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

-- 6 is a dead silo. Orleans uses the first of the two only where the second is missing; that one deletes a row as it was read.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntriesKey', '
    DELETE FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Status = 6 AND IAmAliveTime < @IAmAliveTime AND StartTime < @IAmAliveTime;
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('CleanupDefunctSiloEntryKey', '
    DELETE FROM OrleansMembershipTable
    WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation AND Status = 6
      AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime AND COALESCE(SuspectTimes, '''') = COALESCE(@SuspectTimes, '''');
') ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

INSERT INTO OssTransferSchema (Version) VALUES (4) ON CONFLICT (Version) DO NOTHING;
