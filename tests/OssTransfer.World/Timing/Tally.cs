namespace OssTransfer.World.Timing;

/// <summary>How often what happened.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>All of it, by name.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>Once more.</summary>
    public void Count(string what, int times = 1) => _counts[what] = _counts.GetValueOrDefault(what) + times;

    /// <summary>With all that another one has counted.</summary>
    public void Add(Tally other)
    {
        foreach (var (what, times) in other.Counts)
        {
            Count(what, times);
        }
    }
}
