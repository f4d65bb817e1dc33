namespace OssTransfer.Grains.Persistence;

/// <summary>
/// Whether the disk of the database is full. Jobs pause after the first write that found it so; small writes often still find a place, a pause among them.
/// </summary>
/// <remarks>A disk that was full once is a reason to check, never to pause: space may have been freed since.</remarks>
internal sealed class DatabaseSpace(ISpaceProbe probe)
{
    // How often it was found full since it was last found to have room.
    private long _foundFull;

    /// <summary>Takes note of a problem with the database; only a full disk counts.</summary>
    public void Note(DatabaseException exception)
    {
        if (exception.Problem == DatabaseProblem.DiskFull)
        {
            Interlocked.Increment(ref _foundFull);
        }
    }

    /// <summary>How the database says that it is full now; null: it has room, or doesn't say.</summary>
    public async Task<string?> ShortageAsync(CancellationToken cancellationToken)
    {
        var foundFull = Interlocked.Read(ref _foundFull);
        if (foundFull == 0)
        {
            return null;
        }

        try
        {
            await probe.TryAsync(cancellationToken);

            // Unless another write found it full meanwhile.
            Interlocked.CompareExchange(ref _foundFull, 0, foundFull);
            return null;
        }
        catch (DatabaseException exception)
        {
            return exception.Problem == DatabaseProblem.DiskFull ? exception.Message : null;
        }
    }
}
