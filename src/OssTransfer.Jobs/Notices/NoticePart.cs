namespace OssTransfer.Jobs.Notices;

/// <summary>A paragraph of a notice, or a table.</summary>
/// <param name="Text">The paragraph, or what stands above the table; null: nothing.</param>
internal sealed record NoticePart(string? Text)
{
    /// <summary>The table's rows.</summary>
    public IReadOnlyList<(string Name, string Value)> Rows { get; init; } = [];
}
