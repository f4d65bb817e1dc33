namespace OssTransfer.Silo.Api;

/// <summary>Finds which existing name a misspelt one was meant to be.</summary>
internal static class NearestName
{
    private const int MaxLength = 100;

    /// <summary>The name with the fewest changed, missing or added letters, case aside; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        var allowed = Math.Max(1, name.Length / 3);
        var nearest = names
            .Where(candidate => name.Length <= MaxLength && candidate.Length <= MaxLength)
            .Select(candidate => (candidate, distance: Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant())))
            .DefaultIfEmpty((candidate: "", distance: int.MaxValue))
            .MinBy(pair => pair.distance);
        return nearest.distance <= allowed ? nearest.candidate : null;
    }

    private static int Distance(string a, string b)
    {
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var current = new int[b.Length + 1];
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
