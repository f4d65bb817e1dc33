using System.Globalization;
using System.Text.RegularExpressions;

namespace OssTransfer.EndToEnd.Tests.Clusters;

/// <summary>What a silo's log says of the shards that it took and let go.</summary>
internal static partial class ShardLog
{
    /// <summary>Every shard that was taken: which one, by which attempt, when.</summary>
    public static IEnumerable<(string Shard, int Attempt, DateTimeOffset At)> Taken(Machine machine) =>
        Lines(machine).Where(line => line.What == "taken").Select(line => (line.Shard, line.Attempt, line.At));

    /// <summary>Shards that were taken and not let go.</summary>
    public static IReadOnlySet<string> Held(Machine machine)
    {
        var held = new HashSet<string>();
        foreach (var line in Lines(machine))
        {
            _ = line.What == "taken" ? held.Add(line.Shard) : held.Remove(line.Shard);
        }

        return held;
    }

    private static IEnumerable<(string Shard, int Attempt, string What, DateTimeOffset At)> Lines(Machine machine)
    {
        var path = Path.Combine(machine.Home, "logs", "log-workers.txt");
        if (!File.Exists(path))
        {
            yield break;
        }

        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        while (reader.ReadLine() is { } line)
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

    [GeneratedRegex(@"^(?<at>\S+) INF \S+WorkerLoop Job [^,]+, shard (?<shard>[^,]+), attempt (?<attempt>\d+): (?<what>.*?) *$")]
    private static partial Regex Pattern();
}
