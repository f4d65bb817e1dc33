namespace OssTransfer.Cli.Views;

/// <summary>A column of a table.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="GoesAs">Where there is no room, the column with the lowest number goes first; null: it never goes.</param>
internal sealed record Column(string Title, int? GoesAs = null);
