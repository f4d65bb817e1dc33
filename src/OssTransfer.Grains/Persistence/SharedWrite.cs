namespace OssTransfer.Grains.Persistence;

/// <summary>
/// Stores what a reentrant grain holds in memory: many changes, one write. After a failed write nothing in memory counts any more: the activation ends and
/// everyone asks again.
/// </summary>
/// <param name="what">Whose write it is, for a message: <c>The job</c>.</param>
/// <param name="write">Writes what is in memory now.</param>
/// <param name="broken">A write has failed: ends the activation.</param>
internal sealed class SharedWrite(string what, Func<Task> write, Action broken)
{
    private long _version;
    private long _stored;
    private Task _writing = Task.CompletedTask;
    private bool _isBroken;

    /// <summary>All that was changed is stored.</summary>
    public bool IsDurable => _stored == _version && !_isBroken;

    /// <summary>Nothing may be changed any more where a write has failed.</summary>
    /// <exception cref="InvalidOperationException">One has.</exception>
    public void RefuseIfBroken()
    {
        if (_isBroken)
        {
            throw new InvalidOperationException($"{what}'s last write failed; ask again.");
        }
    }

    /// <summary>Something is to be written.</summary>
    public void Note() => _version++;

    /// <summary>Answers when all that was noted until now is durable.</summary>
    public async Task FlushAsync()
    {
        var wanted = _version;
        while (_stored < wanted)
        {
            if (_writing.IsCompleted)
            {
                _writing = WriteAsync();
            }

            await _writing;
        }
    }

    private async Task WriteAsync()
    {
        // Everything that changes until the grain's turn ends goes into this write.
        await Task.Yield();
        RefuseIfBroken();
        var version = _version;
        try
        {
            await write();
            _stored = version;
        }
        catch
        {
            _isBroken = true;
            broken();
            throw;
        }
    }
}
