namespace OssTransfer.Cli.Views;

/// <summary>A row of a table.</summary>
/// <param name="Cells">One for each column.</param>
/// <param name="Note">What isn't in order or comes next: it is never left out. Empty: nothing.</param>
internal sealed record TableRow(IReadOnlyList<string> Cells, string Note);
