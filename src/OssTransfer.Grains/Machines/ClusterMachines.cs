using Microsoft.Extensions.Logging;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Machines;

/// <summary>
/// Knows all machines within seconds, whichever hangs: the registry is asked, and where it doesn't answer holds what this silo heard last. Who lives is
/// what this silo's membership says.
/// </summary>
internal sealed class ClusterMachines(IGrainFactory grains, ThisMachine machine, SiloLives lives, TimeProvider time, ILogger<ClusterMachines> logger)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<MachineReport>> ReportsAsync(CancellationToken cancellationToken)
    {
        var state = await StateAsync(cancellationToken);

        // The time at which it was so, by the clock that its times are of: the registry's own silo reports to it every two seconds.
        return MachineReports.Of(state, lives.Of, state.Machines.Select(known => known.LastSeen).DefaultIfEmpty(time.GetUtcNow()).Max());
    }

    private async Task<MachinesState> StateAsync(CancellationToken cancellationToken)
    {
        try
        {
            return MachinesState.Decode(
                await grains.GetGrain<IMachineRegistryGrain>(0).ReadAsync(cancellationToken).WaitAsync(Timeout, time, cancellationToken));
        }
        catch (Exception exception) when (exception is not OperationCanceledException && machine.Heard.Machines.Count > 0)
        {
            Log.MachinesFromMemory(logger, exception.Message);
            return machine.Heard;
        }
    }
}
