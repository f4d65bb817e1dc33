using Orleans.Storage;
using OssTransfer.Grains.Jobs;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>The rows of all grains. It is right about what it holds; its answers may come late, or never.</summary>
internal sealed class Database(Scheduler scheduler, Faults faults, Bursts bursts)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private readonly Dictionary<(string Name, GrainId Grain), Row> _rows = [];

    private readonly HashSet<(string Name, GrainId Grain)> _forgotten = [];

    /// <summary>Nobody reaches it.</summary>
    public bool IsDown { get; set; }

    /// <summary>
    /// The rows of these names that say something, for people; without those that a call which came late, or twice, has stored again after they were
    /// forgotten.
    /// </summary>
    public IReadOnlyList<string> Rows(params string[] names) =>
    [
        .. _rows.Where(row => names.Contains(row.Key.Name) && !_forgotten.Contains(row.Key) && row.Value.State is not JobRow { State: [] })
            .Select(row => $"{row.Key.Name} of {row.Key.Grain}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What is stored; null: nothing.</summary>
    public object? Find(string name, GrainId grain) => _rows.GetValueOrDefault((name, grain))?.State;

    /// <summary>Something was stored once, and removed again.</summary>
    public bool IsForgotten(string name, GrainId grain) => _forgotten.Contains((name, grain));

    /// <summary>A row was to be forgotten that isn't there: who was to store it may come later.</summary>
    public void NoteForgotten(string name, GrainId grain) => _forgotten.Add((name, grain));

    public Task<Row?> ReadAsync(Machine machine, string name, GrainId grain) =>
        AskAsync(machine, () => _rows.GetValueOrDefault((name, grain)), $"read {name} {grain}", Joint.None);

    /// <summary>Replaces a row, or removes it; fails where it isn't the one that was read.</summary>
    /// <returns>The new ETag; null where the row is gone.</returns>
    public Task<string?> WriteAsync(Machine machine, string name, GrainId grain, string? etag, object? state) => AskAsync(
        machine,
        () =>
        {
            var now = _rows.GetValueOrDefault((name, grain));
            if (now?.ETag != etag)
            {
                throw new InconsistentStateException($"{name} of {grain} is at version {now?.ETag ?? "none"}, not {etag ?? "none"}");
            }

            if (state is null)
            {
                _rows.Remove((name, grain));
                _forgotten.Add((name, grain));
                return null;
            }

            var version = $"{int.Parse(now?.ETag ?? "0") + 1}";
            _rows[(name, grain)] = new(version, state);
            return version;
        },
        $"write {name} {grain}",
        Joints.OfRow(name));

    private async Task<T> AskAsync<T>(Machine machine, Func<T> apply, string what, Joint joint)
    {
        var asked = new TaskCompletionSource<T>();
        var strike = bursts.At(joint, isDone: false, isCall: false);
        var fault = IsDown || strike == Strike.RequestLost ? Fault.RequestLost : faults.OfDatabase();
        if (strike == Strike.CallerFrozen)
        {
            bursts.FreezeNow(machine);
            await scheduler.DelayAsync(TimeSpan.Zero, machine);
        }
        else if (strike == Strike.CallerKilled)
        {
            bursts.KillSoon(machine);
        }

        scheduler.Trace.Add(scheduler.Now, $"{machine.Name} database {what}{(fault == Fault.None ? "" : $" ({fault})")}");
        if (fault is Fault.RequestLost)
        {
            scheduler.After(CallTimeout, machine, () => asked.TrySetException(new TimeoutException("the database doesn't answer")));
            return await asked.Task;
        }

        scheduler.After(faults.Latency(), null, () =>
        {
            Action answer;
            try
            {
                var result = apply();
                answer = fault == Fault.AnswerLost
                    ? () => asked.TrySetException(new TimeoutException("the database doesn't answer"))
                    : () => asked.TrySetResult(result);
            }
            catch (Exception exception)
            {
                answer = () => asked.TrySetException(exception);
            }

            switch (bursts.At(joint, isDone: true, isCall: false))
            {
                case Strike.AnswerLost:
                    answer = () => asked.TrySetException(new TimeoutException("the database doesn't answer"));
                    break;
                case Strike.CallerKilled:
                    bursts.KillSoon(machine);
                    break;
                case Strike.CallerFrozen:
                    bursts.FreezeNow(machine);
                    break;
                default:
                    break;
            }

            scheduler.After(fault == Fault.AnswerLost ? CallTimeout : faults.Latency(), machine, answer);
        });
        return await asked.Task;
    }

    /// <summary>A row.</summary>
    internal sealed record Row(string ETag, object State);
}
