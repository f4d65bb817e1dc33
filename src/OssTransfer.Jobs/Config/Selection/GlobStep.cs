namespace OssTransfer.Jobs.Config.Selection;

/// <summary>One step of a compiled glob.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Symbol">For <see cref="GlobStepKind.Literal"/>: the character.</param>
/// <param name="Class">For <see cref="GlobStepKind.Class"/>: the characters.</param>
internal readonly record struct GlobStep(GlobStepKind Kind, int Symbol = 0, GlobClass? Class = null)
{
    /// <summary>The symbols at which it may begin or cease to take symbols, except for those that are borders of every glob.</summary>
    public IEnumerable<int> Borders() => Kind switch
    {
        GlobStepKind.Literal => [Symbol, Symbol + 1],
        GlobStepKind.Class => Class!.Borders(),
        _ => [],
    };

    /// <summary>Whether the step takes this character (and stays, if it may repeat).</summary>
    public bool Takes(int symbol) => Kind switch
    {
        GlobStepKind.Literal => symbol == Symbol,
        GlobStepKind.AnyOne or GlobStepKind.AnyInSegment => symbol != '/',
        GlobStepKind.Any => true,
        GlobStepKind.Class => Class!.Contains(symbol),
        _ => false,
    };
}
