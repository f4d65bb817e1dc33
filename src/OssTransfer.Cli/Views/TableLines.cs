namespace OssTransfer.Cli.Views;

/// <summary>A table laid out for a width.</summary>
/// <param name="Header">Above the rows; none where these are stacked.</param>
/// <param name="Rows">The lines of each row.</param>
internal sealed record TableLines(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>All lines; with a height no more than fit, and at the end how many rows are hidden.</summary>
    /// <param name="height">Lines that there are; null: enough.</param>
    /// <param name="hidden">How that is said.</param>
    /// <param name="more">Rows that follow, and are not even here.</param>
    public IReadOnlyList<string> Lines(int? height, Func<int, string> hidden, int more = 0)
    {
        var (lines, shown) = (Header.ToList(), 0);
        foreach (var row in Rows)
        {
            // The last line is for what is hidden, unless nothing is.
            var isLast = shown == Rows.Count - 1 && more == 0;
            if (height is { } most && lines.Count + row.Count + (isLast ? 0 : 1) > most)
            {
                break;
            }

            lines.AddRange(row);
            shown++;
        }

        return shown == Rows.Count && more == 0 ? lines : [.. lines, hidden(Rows.Count - shown + more)];
    }

    /// <summary>The same from the end, where what is latest comes last: how many rows are hidden stands above the others.</summary>
    public IReadOnlyList<string> LastLines(int height, Func<int, string> hidden)
    {
        var (lines, shown) = (new List<string>(), 0);
        foreach (var row in Rows.Reverse())
        {
            var isLast = shown == Rows.Count - 1;
            if (Header.Count + lines.Count + row.Count + (isLast ? 0 : 1) > height)
            {
                break;
            }

            lines.InsertRange(0, row);
            shown++;
        }

        return shown == Rows.Count ? [.. Header, .. lines] : [.. Header, hidden(Rows.Count - shown), .. lines];
    }
}
