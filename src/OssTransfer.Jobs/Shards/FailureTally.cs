using System.Collections.Immutable;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Shards;

/// <summary>Objects that failed for the same reason.</summary>
/// <param name="Name">The reason, one of <see cref="FailureReasons"/>.</param>
/// <param name="Count">How many they are.</param>
/// <param name="Key">One of them: its key below the prefixes.</param>
/// <param name="Reason">What its line says, for people.</param>
public sealed record FailureTally(string Name, long Count, ObjectKey Key, string Reason)
{
    private const int LongestReason = 400;

    /// <summary>What the line says, cut where it is very long: it is stored with the job.</summary>
    public string Reason { get; init; } = Reason.Length <= LongestReason ? Reason : Reason[..LongestReason] + "...";

    /// <summary><see cref="Key"/> is the whole key at the source: it doesn't follow from the one below the prefixes.</summary>
    public bool IsWholeKey { get; init; }

    /// <summary>Both together, by name; of each reason the object that stands first in <paramref name="some"/>.</summary>
    public static ImmutableArray<FailureTally> Add(ImmutableArray<FailureTally> some, ImmutableArray<FailureTally> others)
    {
        if (others.IsEmpty)
        {
            return some;
        }

        return some.IsEmpty
            ? others
            :
            [
                .. some.Concat(others)
                    .GroupBy(tally => tally.Name)
                    .Select(group => group.First() with { Count = group.Sum(tally => tally.Count) })
                    .OrderBy(tally => tally.Name, StringComparer.Ordinal),
            ];
    }

    /// <summary>One object more.</summary>
    internal static void CountIn(Dictionary<string, FailureTally> tallies, string name, ManifestEntry entry, Transfer.Outcomes.TransferOutcome? outcome) =>
        tallies[name] = tallies.TryGetValue(name, out var tally)
            ? tally with { Count = tally.Count + 1 }
            : new(name, 1, entry.Source.Key ?? entry.Key, FailureReasons.TextOf(entry, outcome)) { IsWholeKey = entry.Source.Key is not null };

    /// <summary>All of them, in the order of their names.</summary>
    internal static ImmutableArray<FailureTally> Sorted(Dictionary<string, FailureTally>? tallies) =>
        tallies is null ? [] : [.. tallies.Values.OrderBy(tally => tally.Name, StringComparer.Ordinal)];
}
