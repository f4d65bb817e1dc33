using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace OssTransfer.Grains.Persistence;

/// <summary>PostgreSQL's error codes in words that a user can act on.</summary>
internal static class PostgresErrors
{
    /// <summary>Null where the code says nothing about the database as such, such as a mistake in a query.</summary>
    public static DatabaseException? Explain(Exception exception, PostgresPlace place) => exception switch
    {
        PostgresException refused => ExplainCode(refused, place),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => new(DatabaseProblem.Unreachable,
            $"The database did not answer in time: {place}. Check that it is not overloaded or hung and that the network reaches it.", exception),
        NpgsqlException { InnerException: AuthenticationException } => new(DatabaseProblem.NotWritable,
            $"No secure connection to the database: {place}. Check its certificate and SSL Mode in the connection string. {exception.InnerException.Message}",
            exception),
        _ when IsBrokenConnection(exception) => new(DatabaseProblem.Unreachable,
            $"The database cannot be reached: {place}. {Cause(exception)}. Check that it runs and that host and port are right.", exception),
        _ => null,
    };

    /// <summary>The same when connecting, where what Npgsql itself says is about the connection string: no password, no TLS.</summary>
    public static DatabaseException? ExplainConnecting(Exception exception, PostgresPlace place) => Explain(exception, place)
        ?? (exception is NpgsqlException and not PostgresException
            ? new(DatabaseProblem.NotWritable, $"The database cannot be opened: {place}. {exception.Message}", exception)
            : null);

    /// <summary>It may pass without a change of the connection string or of rights: starting up, overloaded, cut off.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        PostgresException refused => refused.SqlState is PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure || IsGoingOrComing(refused),
        TimeoutException or NpgsqlException { InnerException: TimeoutException } => true,
        _ => IsBrokenConnection(exception),
    };

    /// <summary>It may pass at once, on another connection; not after a timeout: the caller's time runs out, too.</summary>
    public static bool MayPassAtOnce(Exception exception) =>
        MayPass(exception) && exception is not TimeoutException and not NpgsqlException { InnerException: TimeoutException };

    /// <summary>This connection is gone, and the others of the pool with it.</summary>
    public static bool IsBroken(Exception exception) => exception is PostgresException refused ? IsGoingOrComing(refused) : IsBrokenConnection(exception);

    private static DatabaseException? ExplainCode(PostgresException exception, PostgresPlace place) => exception.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new(DatabaseProblem.DiskFull,
            $"The disk of the database is full, the state of the jobs cannot be saved: {place}. Make room; what is saved stays, work goes on from there.",
            exception),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification => new(DatabaseProblem.NotWritable,
            $"The database refuses the user or the password: {place}. Check Username and Password in the connection string and the server's pg_hba.conf.",
            exception),
        PostgresErrorCodes.InvalidCatalogName => new(DatabaseProblem.NotWritable,
            $"There is no such database: {place}. Create it (CREATE DATABASE ... ENCODING 'UTF8') or correct Database in the connection string.", exception),
        PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.InvalidSchemaName => new(DatabaseProblem.NotWritable,
            $"The user may not create or change tables in the database: {place}. Make the user its owner, or GRANT CREATE, USAGE ON SCHEMA public to the user. {exception.MessageText}.", exception),
        PostgresErrorCodes.ReadOnlySqlTransaction => new(DatabaseProblem.NotWritable,
            $"The database takes no writes, it is a standby or set to read only: {place}. Name the primary in the connection string.", exception),
        PostgresErrorCodes.TooManyConnections => new(DatabaseProblem.Busy,
            $"The database has no connection left: {place}. Raise max_connections on the server, or lower Maximum Pool Size in the connection string.",
            exception),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure => new(
            DatabaseProblem.Busy,
            $"Something else holds the tables of the database, or its time limit is too short: {place}. {exception.MessageText}.", exception),
        PostgresErrorCodes.OutOfMemory => new(DatabaseProblem.Busy, $"The database has no memory left: {place}. {exception.MessageText}.", exception),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted => new(DatabaseProblem.Damaged,
            $"The database is damaged: {place}. Restore it from a backup. {exception.MessageText}.", exception),
        PostgresErrorCodes.IoError => new(DatabaseProblem.Unreadable, $"The disk of the database failed: {place}. {exception.MessageText}.", exception),
        PostgresErrorCodes.UndefinedTable => new(DatabaseProblem.Damaged,
            $"A table is missing in the database: {place}. Restore it from a backup, or stop every silo and start again on an empty database. {exception.MessageText}.", exception),
        PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement => new(DatabaseProblem.Unsuitable,
            $"A pooler in front of the database does not keep prepared statements: {place}. Add Max Auto Prepare=0 to the connection string, or let the pooler hand out sessions.", exception),
        _ when IsGoingOrComing(exception) =>
            new(DatabaseProblem.Unreachable, $"The database is starting or shutting down: {place}. {exception.MessageText}.", exception),
        _ => null,
    };

    private static bool IsGoingOrComing(PostgresException exception) =>
        exception.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
        || exception.SqlState.StartsWith("08", StringComparison.Ordinal);

    // Names that cannot be resolved come as a bare SocketException.
    private static bool IsBrokenConnection(Exception exception) =>
        exception is SocketException or IOException or NpgsqlException { IsTransient: true };

    private static string Cause(Exception exception) => (exception.InnerException ?? exception).Message.TrimEnd('.');
}
