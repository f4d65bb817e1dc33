namespace OssTransfer.Silo.Dashboard;

/// <summary>A page of a list that is known as a whole.</summary>
/// <param name="all">The list.</param>
/// <param name="number">Which page, from 1; behind the last one it is the last one.</param>
public sealed class PageSlice<T>(IReadOnlyList<T> all, int number)
{
    private const int Lines = 100;

    /// <summary>The last page.</summary>
    public int Last { get; } = LastOf(all);

    /// <summary>This one, from 1.</summary>
    public int Number { get; } = Math.Clamp(number, 1, LastOf(all));

    /// <summary>What is on it.</summary>
    public IReadOnlyList<T> Items => [.. all.Skip((Number - 1) * Lines).Take(Lines)];

    private static int LastOf(IReadOnlyList<T> all) => Math.Max(1, (all.Count + Lines - 1) / Lines);
}
