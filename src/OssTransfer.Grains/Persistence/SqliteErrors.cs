using Microsoft.Data.Sqlite;

namespace OssTransfer.Grains.Persistence;

/// <summary>SQLite's result codes in words that a user can act on.</summary>
internal static class SqliteErrors
{
    private const int NoSpaceLeft = 28;

    /// <summary>The file itself could not be made.</summary>
    public static DatabaseException Explain(Exception exception, string path) => exception is IOException { HResult: NoSpaceLeft }
        ? Full(exception, path)
        : new(DatabaseProblem.NotWritable, $"The database cannot be created: {path}. {exception.Message}", exception);

    /// <summary>Null where the code says nothing about the file, such as a mistake in a query.</summary>
    public static DatabaseException? Explain(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_FULL => Full(exception, path),
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH =>
            new(DatabaseProblem.NotWritable,
            $"The database cannot be opened for writing: {path}. Check that its directory exists and that this user may write there.", exception),
        SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB => new(DatabaseProblem.Damaged,
            $"The database is damaged: {path}. Restore it, with its -wal file, from a backup.", exception),
        SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => new(DatabaseProblem.Busy,
            $"Another program holds the database: {path}. Close what has it open.", exception),
        SQLitePCL.raw.SQLITE_IOERR => new(DatabaseProblem.Unreadable,
            $"The disk failed while the database was read or written: {path} (SQLite error {exception.SqliteExtendedErrorCode}).", exception),
        _ => null,
    };

    /// <summary>The same for whoever only reads.</summary>
    public static DatabaseException? ExplainReading(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_CANTOPEN or SQLitePCL.raw.SQLITE_PERM or SQLitePCL.raw.SQLITE_AUTH =>
            new(DatabaseProblem.Unreadable,
            $"The database cannot be read: {path}. Check that this user may read it and its -wal file, and write beside it, as SQLite needs to.", exception),
        _ => Explain(exception, path),
    };

    private static DatabaseException Full(Exception exception, string path) => new(DatabaseProblem.DiskFull,
        $"The disk is full, the state of the jobs cannot be saved: {path}. Make room; what is saved stays, work goes on from there.", exception);
}
