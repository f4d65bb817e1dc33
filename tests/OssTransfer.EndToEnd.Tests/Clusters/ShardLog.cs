using System.Globalization;
using System.Text.RegularExpressions;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>What a silo's log says of the shards that it took and let go.</summary>
internal static partial class ShardLog
{
    /// <summary>Every shard that was taken: which one, by which attempt, when.</summary>
    public static IEnumerable<(string Shard, int Attempt, DateTimeOffset At)> Taken(Machine machine) =>
        Lines(machine).Where(line => line.What == "taken").Select(line => (line.Shard, line.Attempt, line.At));

    /// <summary>Shards that the machine's silo took and did not let go. What an earlier process of it held has died with that one.</summary>
    public static IReadOnlySet<string> Held(Machine machine)
    {
        var held = new HashSet<string>();
        foreach (var line in Lines(machine).Where(line => line.At >= machine.StartedAt))
        {
            _ = line.What == "taken" ? held.Add(line.Shard) : held.Remove(line.Shard);
        }

        return held;
    }

    /// <summary>Whether a job's first run was started by this machine: it is the job's master while it lives.</summary>
    public static bool Conducts(Machine machine, string jobId) =>
        TextOf(machine, "log-masters.txt").Contains($"Job {jobId}: run 1 started", StringComparison.Ordinal);

    /// <summary>Waits until a machine works on some shard.</summary>
    public static Task UntilHoldsAsync(Machine machine) =>
        Polling.UntilAsync(() => Task.FromResult(Held(machine).Count > 0), TimeSpan.FromSeconds(30), () => $"{machine.Name} takes no shard");

    /// <summary>Waits until others work on a shard of each machine that has just failed and held one; how long that took from now on.</summary>
    public static async Task<TimeSpan> TakenOverAsync(IReadOnlyCollection<Machine> failed, IReadOnlyCollection<Machine> others, TimeSpan timeout)
    {
        var at = DateTimeOffset.Now;
        var held = failed.Select(Held).Where(shards => shards.Count > 0).ToList();
        Assert.NotEmpty(held);
        var taken = new List<DateTimeOffset?>();
        await Polling.UntilAsync(
            () =>
            {
                var since = others.SelectMany(Taken).Where(line => line.At > at).ToList();
                taken = [.. held.Select(shards => since.Where(line => shards.Contains(line.Shard)).Select(line => (DateTimeOffset?)line.At).Min())];
                return Task.FromResult(taken.All(first => first is not null));
            },
            timeout,
            () => $"nobody took one of {string.Join(", ", held.SelectMany(shards => shards))}");
        return taken.Max()!.Value - at;
    }

    private static IEnumerable<(string Shard, int Attempt, string What, DateTimeOffset At)> Lines(Machine machine)
    {
        using var lines = new StringReader(TextOf(machine, "log-workers.txt"));
        while (lines.ReadLine() is { } line)
        {
            if (Pattern().Match(line) is { Success: true } match)
            {
                yield return (
                    match.Groups["shard"].Value,
                    int.Parse(match.Groups["attempt"].Value, CultureInfo.InvariantCulture),
                    match.Groups["what"].Value,
                    DateTimeOffset.Parse(match.Groups["at"].Value, CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>What a silo has logged so far in one of its files. The silo may be writing it.</summary>
    public static string TextOf(Machine machine, string file)
    {
        var path = Path.Combine(machine.Home, "logs", file);
        if (!File.Exists(path))
        {
            return "";
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^(?<at>\S+) INF \S+WorkerLoop Job [^,]+, shard (?<shard>[^,]+), attempt (?<attempt>\d+): (?<what>.*?) *$")]
    private static partial Regex Pattern();
}
