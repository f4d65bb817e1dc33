using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Holds a job's state and stores it. Changes apply at once in memory; <see cref="FlushAsync"/> answers when they are durable, and one write serves
/// all that wait for it. After a failed write nothing in memory counts any more: the activation ends and everyone asks again.
/// </summary>
internal sealed class JobKeeper(JobSurroundings around)
{
    private long _version;
    private long _stored;
    private Task? _writing;
    private bool _isBroken;
    private long? _confirmedAt;

    /// <summary>
    /// How long ago the database last accepted a write of this activation, at the least: until then no other activation had written.
    /// On a clock that counts while the machine sleeps.
    /// </summary>
    public TimeSpan OwnershipAge => _confirmedAt is { } at ? around.BootTime.GetElapsedTime(at) : TimeSpan.MaxValue;

    /// <summary>The state with all changes; null where there is no job.</summary>
    public JobState? State { get; private set; }

    /// <summary>What <see cref="State"/> tells is what the database holds.</summary>
    public bool IsDurable => _stored == _version && !_isBroken;

    /// <summary>Decodes what was read at activation.</summary>
    public void Load() => State = around.Row.State.State.Length == 0 ? null : JobStateCodec.Decode(around.Row.State.State);

    /// <summary>Changes the state in memory.</summary>
    public void Change(JobState? next)
    {
        RefuseIfBroken();
        if (!ReferenceEquals(next, State))
        {
            State = next;
            _version++;
        }
    }

    /// <summary>Answers when all changes until now are durable.</summary>
    public async Task FlushAsync()
    {
        var wanted = _version;
        while (_stored < wanted)
        {
            await (_writing ??= WriteAsync());
        }
    }

    /// <summary>Writes even without a change: it fails where another activation has written since.</summary>
    public Task TouchAsync()
    {
        _version++;
        return FlushAsync();
    }

    private void RefuseIfBroken()
    {
        if (_isBroken)
        {
            throw new InvalidOperationException("The job's last write failed; ask again.");
        }
    }

    private async Task WriteAsync()
    {
        // Everything that changes until the grain's turn ends goes into this write.
        await Task.Yield();
        RefuseIfBroken();
        var version = _version;
        var sentAt = around.BootTime.GetTimestamp();
        try
        {
            if (State is { } state)
            {
                around.Row.State = new() { State = JobStateCodec.Encode(state) };
                await around.Row.WriteStateAsync();
            }
            else
            {
                await around.Row.ClearStateAsync();
            }

            (_stored, _confirmedAt) = (version, sentAt);
        }
        catch
        {
            _isBroken = true;
            around.Deactivate();
            throw;
        }
        finally
        {
            _writing = null;
        }
    }
}
