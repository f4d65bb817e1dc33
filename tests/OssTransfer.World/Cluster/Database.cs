using Orleans.Storage;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>The rows of all grains. It is right about what it holds; its answers may come late, or never.</summary>
internal sealed class Database(Scheduler scheduler, Faults faults)
{
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);
    private readonly Dictionary<(string Name, GrainId Grain), Row> _rows = [];

    /// <summary>Nobody reaches it.</summary>
    public bool IsDown { get; set; }

    /// <summary>Rows of a name.</summary>
    public int Count(string name) => _rows.Keys.Count(key => key.Name == name);

    /// <summary>What is stored; null: nothing.</summary>
    public object? Find(string name, GrainId grain) => _rows.GetValueOrDefault((name, grain))?.State;

    public Task<Row?> ReadAsync(Machine machine, string name, GrainId grain) =>
        AskAsync(machine, () => _rows.GetValueOrDefault((name, grain)), $"read {name} {grain}");

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
                return null;
            }

            var version = $"{int.Parse(now?.ETag ?? "0") + 1}";
            _rows[(name, grain)] = new(version, state);
            return version;
        },
        $"write {name} {grain}");

    private async Task<T> AskAsync<T>(Machine machine, Func<T> apply, string what)
    {
        var asked = new TaskCompletionSource<T>();
        var fault = IsDown ? Fault.RequestLost : faults.OfDatabase();
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

            scheduler.After(fault == Fault.AnswerLost ? CallTimeout : faults.Latency(), machine, answer);
        });
        return await asked.Task;
    }

    /// <summary>A row.</summary>
    internal sealed record Row(string ETag, object State);
}
