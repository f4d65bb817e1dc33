using Microsoft.Extensions.Logging;
using Orleans.Storage;
using OssTransfer.Grains.Persistence;
using OssTransfer.Jobs;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <inheritdoc cref="IMachineRegistryGrain"/>
/// <remarks>Stored when a machine comes or goes and when the list changes; signs of life once a minute.</remarks>
[KeepAlive]
[GrainType("machinedirectory")] // As silos of every version call it.
internal sealed class MachineRegistryGrain(
    [PersistentState("machine-directory", StateStorage.Name)] IPersistentState<MachinesRow> row,
    SiloLives lives,
    TimeProvider time,
    ILogger<MachineRegistryGrain> logger) : Grain, IMachineRegistryGrain
{
    private static readonly TimeSpan StoreEvery = TimeSpan.FromMinutes(1);
    private MachinesState _state = MachinesState.Empty;
    private byte[] _encoded = [];
    private long _storedAt;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        Set(MachinesState.Decode(row.State.State));
        _storedAt = time.GetTimestamp();
        return Task.CompletedTask;
    }

    public async Task<MachineAnswer> AnnounceAsync(MachineBeat beat)
    {
        var report = Report(beat);
        if (MachineTable.Refusal(_state, report, beat.Process, lives.Of) is { } refusal)
        {
            return new(false, refusal, _encoded);
        }

        await StoreAsync(MachineTable.Announce(_state, report, beat.Process, time.GetUtcNow()));
        return new(true, null, _encoded);
    }

    public async Task<MachineAnswer> BeatAsync(MachineBeat beat)
    {
        var now = time.GetUtcNow();
        if (MachineTable.Beat(_state, Report(beat), beat.Process, now) is not { } heard)
        {
            return new(false, null, _encoded);
        }

        foreach (var other in beat.Others)
        {
            heard = MachineTable.Sighted(heard, other.Process, other.LastSeen);
        }

        var observed = MachineTable.Observe(heard, lives.Of, now);
        Set(observed);
        if (!ReferenceEquals(observed, heard) || time.GetElapsedTime(_storedAt) > StoreEvery)
        {
            await TryStoreAsync();
        }

        return new(true, null, _encoded);
    }

    public Task LeaveAsync(string name, string process) => StoreAsync(MachineTable.Leave(_state, name, process, time.GetUtcNow()));

    public async Task<MachineAnswer> ImportAsync(MachineListFile file)
    {
        var next = MachineListImports.Import(_state, file.Machine, file.Entries, file.Digest, file.WrittenAt, time.GetUtcNow());
        var isChanged = next.List.ChangedAt != _state.List.ChangedAt;
        await StoreAsync(next);
        if (isChanged)
        {
            Log.MachineListChanged(logger, file.Machine, file.Entries.Length);
        }

        return new(true, null, _encoded);
    }

    public Task<byte[]> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(_encoded);

    private static MachineReport Report(MachineBeat beat) => RecordJson.Decode<MachineReport>(beat.Report);

    private void Set(MachinesState state)
    {
        if (!ReferenceEquals(_state, state) || _encoded.Length == 0)
        {
            (_state, _encoded) = (state, MachinesState.Encode(state));
        }
    }

    private async Task StoreAsync(MachinesState next)
    {
        if (ReferenceEquals(next, _state))
        {
            return;
        }

        Set(next);
        try
        {
            await WriteAsync();
        }
        catch
        {
            // What is in memory may not hold: the next call begins with what is stored.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>A sign of life counts without the database, too; what isn't stored now is in a minute.</summary>
    private async Task TryStoreAsync()
    {
        try
        {
            await WriteAsync();
        }
        catch (Exception exception) when (exception is not InconsistentStateException)
        {
            Log.MachinesNotStored(logger, exception.Message);
        }
    }

    private async Task WriteAsync()
    {
        _storedAt = time.GetTimestamp();
        row.State = new() { State = _encoded };
        await row.WriteStateAsync();
    }
}
