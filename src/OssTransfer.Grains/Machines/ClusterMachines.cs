using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <summary>
/// Tells of all machines within seconds, whoever hangs: the directory is asked, and where it doesn't answer holds what this silo heard last. Who lives is
/// what this silo's membership says.
/// </summary>
internal sealed class ClusterMachines(IGrainFactory grains, ThisMachine machine, SiloLives lives, TimeProvider time, ILogger<ClusterMachines> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<MachineReport>> ReportsAsync(CancellationToken cancellationToken)
    {
        var (state, asOf) = await StateAsync(cancellationToken);
        return MachineReports.Of(state, lives.Of, asOf);
    }

    /// <summary>What is known, and the time at which it was so.</summary>
    private async Task<(MachinesState State, DateTimeOffset AsOf)> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (MachinesState.Decode(await grains.GetGrain<IMachineDirectoryGrain>(0).ReadAsync(0).WaitAsync(Patience, time, cancellationToken)), time.GetUtcNow());
        }
        catch (Exception exception) when (exception is not OperationCanceledException && machine.Heard.Machines.Count > 0)
        {
            Log.MachinesFromMemory(logger, exception.Message);

            // That nobody was heard since then is no fault of theirs.
            return (machine.Heard, machine.Heard.Machines.Max(known => known.LastSeen));
        }
    }
}
