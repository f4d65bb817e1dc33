using System.Collections.Immutable;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What is known of a shard's objects so far. Immutable; a checkpoint makes a new one.</summary>
public sealed class ShardProgress
{
    private readonly TransferOutcome?[] _outcomes;

    private ShardProgress(TransferOutcome?[] outcomes, ImmutableDictionary<int, LargeObjectState> large)
    {
        _outcomes = outcomes;
        Large = large;
    }

    /// <summary>By index of the manifest's entries; null: no outcome yet, or an entry that nobody moves.</summary>
    public IReadOnlyList<TransferOutcome?> Outcomes => _outcomes;

    /// <summary>Large objects that are between their first step and their outcome, by index.</summary>
    public ImmutableDictionary<int, LargeObjectState> Large { get; }

    /// <summary>Nothing known of this many entries.</summary>
    public static ShardProgress Start(int entries) => new(new TransferOutcome?[entries], ImmutableDictionary<int, LargeObjectState>.Empty);

    /// <summary>
    /// With these outcomes and steps. An outcome that is there already stands, so repeating a checkpoint changes nothing;
    /// an object with an outcome has no step any more.
    /// </summary>
    public ShardProgress With(IEnumerable<TransferOutcome> outcomes, IEnumerable<KeyValuePair<int, LargeObjectState>> steps)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(steps);
        var next = (TransferOutcome?[])_outcomes.Clone();
        var large = Large.SetItems(steps.Where(step => next[step.Key] is null)).ToBuilder();
        foreach (var outcome in outcomes)
        {
            next[outcome.Index] ??= outcome;
            large.Remove(outcome.Index);
        }

        return new(next, large.ToImmutable());
    }
}
