using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs.Live;

/// <summary>
/// What silos say of the work that is under way, besides what is durable; in memory only, for reports. What an attempt reported stays until its shard
/// is over, so that no figure shrinks while no worker holds it.
/// </summary>
internal sealed class LiveProgress
{
    // A silo names them with each renewal of its leases; one that has died doesn't take them back.
    private static readonly TimeSpan FlightIsOver = TimeSpan.FromSeconds(10);
    private readonly Dictionary<ShardId, WorkAmount> _reported = [];
    private readonly Dictionary<string, (FlightReport[] Flights, TimeSpan At)> _flights = [];
    private readonly Pace _pace = new();
    private TimeSpan? _pacedAt;
    private double? _limit;

    /// <summary>Another run begins, or goes on after a pause: no silo is at work yet.</summary>
    public void Forget()
    {
        _reported.Clear();
        _flights.Clear();
        _pace.Forget();
        _pacedAt = null;
    }

    /// <summary>A silo says how far it is. Those of an older version don't.</summary>
    public void Note(RenewRequest request, TimeSpan now)
    {
        _flights.Remove(request.Holder);
        if (request.Flights is { Length: > 0 } flights)
        {
            _flights[request.Holder] = (flights, now);
        }

        foreach (var (ticket, done) in request.Held.Zip(request.Done ?? []))
        {
            _reported[ticket.Shard] = new(done.Objects, done.Bytes);
        }
    }

    /// <summary>What is under way in a run's shards; null where no silo reports.</summary>
    /// <param name="run">The run.</param>
    /// <param name="partial">What is durable in shards that aren't finished.</param>
    public LiveWork? Of(RunState run, IReadOnlyDictionary<ShardId, ShardResult> partial)
    {
        foreach (var shard in _reported.Keys.Where(shard => !IsOpen(run, shard)).ToArray())
        {
            _reported.Remove(shard);
        }

        if (_reported.Count == 0)
        {
            return null;
        }

        var parts = _reported.Where(one => one.Key.Kind == ShardKind.Part).ToLookup(one => one.Key.FinishShard(), one => one.Value.Bytes ?? 0);
        var moved = new WorkAmount(0, 0);
        foreach (var shard in run.OpenShards())
        {
            var durable = partial.GetValueOrDefault(shard);
            var reported = _reported.GetValueOrDefault(shard);
            moved += new WorkAmount(
                Math.Max(reported.Objects, durable?.Total ?? 0), Math.Max(Math.Max(reported.Bytes ?? 0, parts[shard].Sum()), durable?.BytesEnded ?? 0));
        }

        return new(moved, _reported.Where(one => one.Key.Kind == ShardKind.Check).Aggregate(new WorkAmount(0, 0), (sum, one) => sum + one.Value));
    }

    /// <summary>What an object costs besides its bytes, and how much work gets done per second; null: not known yet.</summary>
    /// <param name="run">The run.</param>
    /// <param name="limit">Bytes that are read per second at most; null: no limit.</param>
    public (double ObjectBytes, double? WorkPerSecond) PaceOf(RunState run, double? limit)
    {
        var objectBytes = _pace.ObjectBytes(RunProgress.ObjectBytes(run, limit));
        return (objectBytes, _pace.PerSecond(objectBytes, limit));
    }

    /// <summary>How much work is done, at most once a second: from that follows what it costs and how fast it gets done.</summary>
    public void NotePace(RunState run, RunPolicy policy, double? limit, IReadOnlyDictionary<ShardId, ShardResult> partial, TimeSpan now)
    {
        if (limit != _limit)
        {
            _limit = limit;
            _pace.Forget();
        }

        if (_pacedAt is not { } last || now - last >= TimeSpan.FromSeconds(1))
        {
            _pacedAt = now;
            _pace.Note(now, RunProgress.Done(RunProgress.Phases(run, policy, Of(run, partial) ?? LiveWork.None)));
        }
    }

    /// <summary>Objects under way, a few of them.</summary>
    public IReadOnlyList<FlightView> FlightsAt(TimeSpan now) =>
    [
        .. FlightReport.Few(_flights.Values.Where(one => one.At + FlightIsOver > now).SelectMany(one => one.Flights)).Select(flight => flight.ToView()),
    ];

    private static bool IsOpen(RunState run, ShardId shard) => run.Number == shard.Run && shard.Kind switch
    {
        ShardKind.Move => run.Open.ContainsKey(shard.Number),
        ShardKind.Part => run.Parts.GetValueOrDefault(shard.FinishShard().Number) is { } parts && shard.Number >= parts.First,
        ShardKind.Check => run is { Phase: RunPhase.Check, Check: { } check } && !check.Finished.Contains(shard.Number),
        _ => false,
    };
}
