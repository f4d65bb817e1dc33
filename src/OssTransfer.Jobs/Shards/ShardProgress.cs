using System.Collections.Immutable;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>What is known of a shard's objects so far. Immutable; a checkpoint makes a new one.</summary>
public sealed class ShardProgress
{
    private readonly TransferOutcome?[] _outcomes;

    private ShardProgress(TransferOutcome?[] outcomes, ImmutableDictionary<int, LargeObjectState> large, ShardDoubts doubts, ShardSends sends)
    {
        _outcomes = outcomes;
        Large = large;
        Doubts = doubts;
        Sends = sends;
    }

    /// <summary>By index of the manifest's entries; null: no outcome yet, or an entry that is not moved.</summary>
    public IReadOnlyList<TransferOutcome?> Outcomes => _outcomes;

    /// <summary>Large objects that are between their first step and their outcome, by index.</summary>
    public ImmutableDictionary<int, LargeObjectState> Large { get; }

    /// <summary>What may have been written besides what the outcomes say.</summary>
    public ShardDoubts Doubts { get; }

    /// <summary>What went out besides what the outcomes say.</summary>
    public ShardSends Sends { get; }

    /// <summary>Nothing known of this many entries.</summary>
    public static ShardProgress Start(int entries) =>
        new(new TransferOutcome?[entries], ImmutableDictionary<int, LargeObjectState>.Empty, ShardDoubts.None, ShardSends.None);

    /// <summary>
    /// With these outcomes and steps. An outcome that is there already stands, and so does a step that is further on, so a checkpoint that comes again
    /// changes nothing, however late; an object with an outcome has no step any more.
    /// </summary>
    public ShardProgress With(
        IEnumerable<TransferOutcome> outcomes,
        IEnumerable<KeyValuePair<int, LargeObjectState>> steps,
        ShardDoubts? doubts = null,
        ShardSends? sends = null)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(steps);
        var next = (TransferOutcome?[])_outcomes.Clone();
        var large = Large.SetItems(steps.Where(step => next[step.Key] is null && !IsPast(step))).ToBuilder();
        var sent = sends is null ? Sends : Sends.With(sends);
        foreach (var outcome in outcomes)
        {
            next[outcome.Index] ??= outcome;
            large.Remove(outcome.Index);
            sent = sent.Without(outcome.Index);
        }

        return new(next, large.ToImmutable(), doubts is null ? Doubts : Doubts.Join(doubts), sent);
    }

    /// <summary>
    /// For a next attempt: the present one may have written any object that has no outcome. What it still reports is refused from then on, so these are all.
    /// </summary>
    public ShardProgress Superseded(ShardManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        int[] pending = [.. Enumerable.Range(0, _outcomes.Length).Where(i => manifest.Entries[i].Action == EntryAction.Send && _outcomes[i] is null)];
        return new(_outcomes, Large, Doubts.Add(pending), Sends.Superseded(isOver: pending.Length == 0));
    }

    /// <summary>What may be under an entry's key besides what its outcome says; null: nothing.</summary>
    /// <param name="index">The entry's.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="since">When the shard was first taken, by the destination's clock; null where that isn't known.</param>
    public EarlierWrites? EarlierAt(int index, ManifestEntry entry, DateTimeOffset? since) =>
        Doubts.Indexes.Contains(index) ? AnyAt(index, entry, since) : null;

    private bool IsPast(KeyValuePair<int, LargeObjectState> step) =>
        Large.TryGetValue(step.Key, out var known) && LargeObjectPlan.IsBefore(step.Value, known);

    /// <summary>What earlier attempts did with an entry that has no outcome; null: there were none.</summary>
    /// <param name="index">The entry's.</param>
    /// <param name="manifest">The shard's.</param>
    public EarlierAttempts? AttemptsAt(int index, ShardManifest manifest)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        return !Doubts.Indexes.Contains(index) ? null : new(Sends.Unfinished.GetValueOrDefault(index))
        {
            // A manifest that doesn't say when the destination was looked at doesn't say what was there either.
            MayHaveSentMore = Sends.MayBeShort && manifest.SeenAt is not null,
            Before = manifest.Entries[index].Destination,
        };
    }

    /// <summary>What an attempt that goes on, or was dropped, may have put under an entry's key.</summary>
    public EarlierWrites AnyAt(int index, ManifestEntry entry, DateTimeOffset? since)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(Doubts.NotedOf(index).Insert(0, entry.Source.Version)) { Since = since, Before = entry.IsOurs ? null : entry.Destination };
    }
}
