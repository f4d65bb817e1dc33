namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Finds what a misspelt name was meant to be.</summary>
public static class NearestName
{
    private const int MaxLength = 40;

    /// <summary>The name with the fewest changed, missing, added or swapped letters; null where none is near.</summary>
    public static string? Find(string name, IEnumerable<string> names)
    {
        if (name.Length > MaxLength)
        {
            return null;
        }

        // With two of three letters changed, almost any word would be near.
        var allowed = name.Length <= 3 ? 1 : Math.Max(2, name.Length / 3);
        var nearest = names
            .Select(candidate => (candidate, distance: Distance(Fold(name), Fold(candidate))))
            .MinBy(pair => pair.distance);
        return nearest.distance <= allowed ? nearest.candidate : null;
    }

    private static string Fold(string name) => name.ToLowerInvariant().Replace('_', '-');

    private static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = Cell(cost, a, b, i, j);
            }
        }

        return cost[a.Length, b.Length];
    }

    private static int Cell(int[,] cost, string a, string b, int i, int j)
    {
        if (i == 0 || j == 0)
        {
            return i + j;
        }

        var best = Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
        return i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] ? Math.Min(best, cost[i - 2, j - 2] + 1) : best;
    }
}
