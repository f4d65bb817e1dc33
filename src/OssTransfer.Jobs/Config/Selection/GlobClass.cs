namespace OssTransfer.Jobs.Config.Selection;

/// <summary>The characters of <c>[a-z0-9_]</c> or of <c>[!a-z]</c>; never <c>/</c>.</summary>
internal sealed class GlobClass(bool isNegated, IReadOnlyList<(int First, int Last)> ranges)
{
    /// <summary>Where its ranges begin, and where what is behind them does.</summary>
    public IEnumerable<int> Borders() => ranges.SelectMany(range => (int[])[range.First, range.Last + 1]);

    public bool Contains(int symbol)
    {
        if (symbol == '/')
        {
            return false;
        }

        for (var i = 0; i < ranges.Count; i++)
        {
            if (symbol >= ranges[i].First && symbol <= ranges[i].Last)
            {
                return !isNegated;
            }
        }

        return isNegated;
    }
}
