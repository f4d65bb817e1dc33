namespace OssTransfer.Grains.Persistence;

/// <summary>
/// Remembers that a write found the disk of the database full. Nobody can ask PostgreSQL how much room is left, so jobs pause after the first
/// such write; small writes often still find a place, a pause among them.
/// </summary>
internal sealed class DatabaseRoom(TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);

    private Shortage? _last;

    /// <summary>Takes note of a problem with the database; only a full disk counts.</summary>
    public void Note(DatabaseException exception)
    {
        if (exception.Problem == DatabaseProblem.DiskFull)
        {
            Volatile.Write(ref _last, new(exception.Message, time.GetTimestamp()));
        }
    }

    /// <summary>What the last full disk was told as; null where that was a while ago, or never.</summary>
    public string? LatelyFull() => Volatile.Read(ref _last) is { } last && time.GetElapsedTime(last.At) < Memory ? last.Message : null;

    private sealed record Shortage(string Message, long At);
}
