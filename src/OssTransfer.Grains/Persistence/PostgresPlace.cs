using Npgsql;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Persistence;

/// <summary>A PostgreSQL database that many silos share. It prints as the database's name and address, without user or password.</summary>
public sealed record PostgresPlace : StatePlace
{
    /// <param name="connectionString">As Npgsql reads it; it names a host and a database.</param>
    /// <exception cref="DatabaseException">It cannot be read, or lacks one of the two. The message doesn't repeat it.</exception>
    public PostgresPlace(string connectionString)
    {
        var parsed = Parse(connectionString);
        if (string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Database))
        {
            throw Unreadable(null);
        }

        ConnectionString = new(connectionString);
        Name = parsed.Host.Contains(',', StringComparison.Ordinal)
            ? $"{parsed.Database} on {parsed.Host}"
            : $"{parsed.Database} on {parsed.Host}:{parsed.Port}";
    }

    /// <summary>How to connect, with the password.</summary>
    public Secret ConnectionString { get; }

    /// <summary>The database and where it is, as messages name it.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static NpgsqlConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new(connectionString);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException or InvalidCastException)
        {
            throw Unreadable(exception);
        }
    }

    // What could not be read may be a piece of a password: it is not repeated, nor is the exception that may hold it.
    private static DatabaseException Unreadable(Exception? exception) => new(DatabaseProblem.Unsuitable, string.Concat(
        "The connection string of PostgreSQL cannot be read",
        exception is null ? ": it names no host or no database" : "",
        ". Its form is Host=db1;Port=5432;Database=osstransfer;Username=osstransfer;Password=...; a value with a semicolon or quotes stands in quotes."));
}
