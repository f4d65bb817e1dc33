using System.Diagnostics.Metrics;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains;

/// <summary>The metrics of this floor. Tags come from fixed sets; nothing is recorded, or made for it, while nothing collects it.</summary>
public static class GrainsMetrics
{
    /// <summary>The name of its meter.</summary>
    public const string MeterName = "OssTransfer.Grains";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> ObjectCount = Meter.CreateCounter<long>(
        "osstransfer.objects", "{object}", "Objects that this silo's workers ended, by how");

    private static readonly Counter<long> RunCount = Meter.CreateCounter<long>("osstransfer.runs", "{run}", "Runs that ended, by their exit code");

    private static readonly Counter<long> PauseCount = Meter.CreateCounter<long>(
        "osstransfer.pauses", "{pause}", "Jobs that were paused by the system, by the exit code that they have then");

    private static readonly UpDownCounter<long> WorkersBusy = Meter.CreateUpDownCounter<long>(
        "osstransfer.workers.busy", "{worker}", "Workers of this silo that have a shard");

    private static readonly Histogram<double> ShardDuration = Meter.CreateHistogram(
        "osstransfer.shard.duration",
        "s",
        "From taking a shard to giving it back",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 0.5, 1, 5, 10, 30, 60, 300, 900, 3600] });

    private static readonly Histogram<double> CheckpointDuration = Meter.CreateHistogram(
        "osstransfer.checkpoint.duration", "s", "Until outcomes of a shard are durable", tags: null, Quick);

    private static readonly Histogram<double> DatabaseDuration = Meter.CreateHistogram(
        "osstransfer.database.duration", "s", "Reads and writes of state, waiting for a turn included", tags: null, Quick);

    private static InstrumentAdvice<double> Quick => new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25],
    };

    /// <summary>Objects of a checkpoint that ended.</summary>
    internal static void Ended(IReadOnlyList<TransferOutcome> outcomes)
    {
        if (!ObjectCount.Enabled)
        {
            return;
        }

        foreach (var (kind, count) in outcomes.CountBy(outcome => outcome.Kind))
        {
            ObjectCount.Add(count, new KeyValuePair<string, object?>("outcome", NameOf(kind)));
        }
    }

    /// <summary>A run has ended.</summary>
    internal static void RunEnded(ExitCode code) => RunCount.Add(1, Tag(code));

    /// <summary>A job was paused by the system.</summary>
    internal static void Paused(ExitCode code) => PauseCount.Add(1, Tag(code));

    /// <summary>A worker has taken a shard.</summary>
    internal static void Taken() => WorkersBusy.Add(1);

    /// <summary>A worker has a shard no more.</summary>
    internal static void Left() => WorkersBusy.Add(-1);

    /// <summary>A worker has given a shard back.</summary>
    internal static void GivenBack(ShardKind kind, string end, TimeSpan elapsed) =>
        ShardDuration.Record(elapsed.TotalSeconds, new("kind", NameOf(kind)), new("end", end));

    /// <summary>Outcomes are durable.</summary>
    internal static void Checkpointed(TimeSpan elapsed) => CheckpointDuration.Record(elapsed.TotalSeconds);

    /// <summary>The database has answered, or not.</summary>
    internal static void Asked(string operation, bool hasFailed, TimeSpan elapsed) =>
        DatabaseDuration.Record(elapsed.TotalSeconds, new("operation", operation), new("result", hasFailed ? "failed" : "ok"));

    private static KeyValuePair<string, object?> Tag(ExitCode code) => new("exit_code", (int)code);

    private static string NameOf(ShardKind kind) => kind switch
    {
        ShardKind.List => "list",
        ShardKind.Move => "move",
        ShardKind.Part => "part",
        ShardKind.Check => "check",
        ShardKind.Delete => "delete",
        ShardKind.Report => "report",
        ShardKind.Cleanup => "cleanup",
        _ => "other",
    };

    private static string NameOf(OutcomeKind kind) => kind switch
    {
        OutcomeKind.Transferred => "transferred",
        OutcomeKind.Skipped => "skipped",
        OutcomeKind.Excluded => "excluded",
        OutcomeKind.Gone => "gone",
        OutcomeKind.NeedsRestore => "needs-restore",
        OutcomeKind.Conflict => "conflict",
        OutcomeKind.Failed => "failed",
        _ => "none",
    };
}
