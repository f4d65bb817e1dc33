namespace OssTransfer.Cli.Views;

/// <summary>A table laid out for a width.</summary>
/// <param name="Header">Above the rows; none where these are stacked.</param>
/// <param name="Rows">The lines of each row.</param>
internal sealed record TableLines(IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>All lines; with a height no more than fit, and at the end how many rows are hidden.</summary>
    /// <param name="height">Lines that there are; null: enough.</param>
    /// <param name="hidden">How that is said.</param>
    public IReadOnlyList<string> Lines(int? height, Func<int, string> hidden)
    {
        var (lines, shown) = (Header.ToList(), 0);
        foreach (var row in Rows)
        {
            // The last line is for what is hidden, unless nothing is.
            var isLast = shown == Rows.Count - 1;
            if (height is { } most && lines.Count + row.Count + (isLast ? 0 : 1) > most)
            {
                break;
            }

            lines.AddRange(row);
            shown++;
        }

        return shown == Rows.Count ? lines : [.. lines, hidden(Rows.Count - shown)];
    }
}
