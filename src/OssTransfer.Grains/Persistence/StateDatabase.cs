namespace OssTransfer.Grains.Persistence;

/// <summary>Makes the database ready before a silo opens it.</summary>
public static class StateDatabase
{
    /// <summary>
    /// Applies the scripts that the database lacks, all or none, one process at a time; does nothing where it is up to date.
    /// A SQLite file is created where there is none. A PostgreSQL database that doesn't answer yet is waited for until it does, or the token ends it.
    /// </summary>
    /// <param name="place">Where the states lie.</param>
    /// <param name="time">Measures waits.</param>
    /// <param name="waiting">Called now and then with what it waits for, in words for a user.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DatabaseException">The database cannot be used; one written by a newer version is left untouched.</exception>
    public static Task PrepareAsync(StatePlace place, TimeProvider time, Action<string> waiting, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place switch
        {
            SqlitePlace sqlite => SqliteDatabase.PrepareAsync(sqlite.Path, cancellationToken),
            PostgresPlace postgres => new PostgresDatabase(postgres, time, waiting).PrepareAsync(cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(place)),
        };
    }
}
