using Microsoft.Extensions.Logging;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Jobs.Notices;

namespace OssTransfer.Grains.Jobs;

/// <summary>Everything outside of itself that a job's control uses, so that it can be driven without a silo.</summary>
internal sealed record JobEnvironment
{
    /// <summary>The job's name.</summary>
    public required string JobId { get; init; }

    /// <summary>The job's row in the database.</summary>
    public required IPersistentState<JobRow> Row { get; init; }

    /// <summary>The shards of one incarnation of the job, by its incarnation.</summary>
    public required Func<ulong, IJobShards> Shards { get; init; }

    /// <summary>The registry of all jobs.</summary>
    public required IJobRegistry Registry { get; init; }

    /// <summary>The job's reminders.</summary>
    public required IJobReminders Reminders { get; init; }

    /// <summary>The silos that live, by the names with which they ask for shards.</summary>
    public required Func<IEnumerable<string>> LivingSilos { get; init; }

    /// <summary>Writes what happened without anybody asking for it into the log of commands.</summary>
    public required Func<LoggedCommand, Task> LogCommand { get; init; }

    /// <summary>Hands a notice to the outbox; answers when it is durable there. It may be repeated.</summary>
    public required Func<Notice, Task> SendNotice { get; init; }

    /// <summary>
    /// Begins to call a method again and again, each time so long after the last call's end, between the job's other calls,
    /// until what it returns is disposed of.
    /// </summary>
    public required Func<Func<CancellationToken, Task>, TimeSpan, IDisposable> StartTimer { get; init; }

    /// <summary>Ends this activation: the next call finds a new one, which reads the row again.</summary>
    public required Action Deactivate { get; init; }

    /// <summary>The time, and the clock of leases.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>A clock that counts while the machine sleeps.</summary>
    public required TimeProvider BootTime { get; init; }

    /// <summary>What holds for all jobs of this silo.</summary>
    public required GrainsOptions Options { get; init; }

    /// <summary>The log of jobs.</summary>
    public required ILogger Logger { get; init; }
}
