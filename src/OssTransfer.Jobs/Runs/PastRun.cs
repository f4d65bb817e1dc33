using System.Collections.Immutable;

namespace OssTransfer.Jobs.Runs;

/// <summary>What a run left in the database.</summary>
/// <param name="Number">The run.</param>
/// <param name="Shards">Its move shards.</param>
/// <param name="Segments">Lines of its catalogue index.</param>
/// <param name="Checks">Its check shards.</param>
public sealed record PastRun(int Number, int Shards, int Segments, int Checks)
{
    /// <summary>Part shards of large objects that it didn't finish, by finish shard; those of finished ones are gone already.</summary>
    public ImmutableSortedDictionary<int, int> Parts
    {
        get;
        init => field = value ?? ImmutableSortedDictionary<int, int>.Empty;
    }
    = ImmutableSortedDictionary<int, int>.Empty;

    /// <summary>Its shards that deleted.</summary>
    public int Deletes { get; init; }

    /// <summary>What a run has stored so far.</summary>
    public static PastRun Of(RunState run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new(run.Number, run.List.Shards, run.List.Segments, run.Check?.Shards ?? 0)
        {
            Deletes = run.Deletes?.Shards ?? 0,
            Parts = run.Parts.ToImmutableSortedDictionary(parts => parts.Key, parts => parts.Value.Planned),
        };
    }
}
