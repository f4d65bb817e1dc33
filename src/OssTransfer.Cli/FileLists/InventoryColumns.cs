namespace OssTransfer.Cli.FileLists;

/// <summary>Where a file of an inventory has its columns: they may come in any order, and in any case.</summary>
internal static class InventoryColumns
{
    private static readonly InventoryColumn[] All = Enum.GetValues<InventoryColumn>();

    /// <summary>The index of each column, by <see cref="InventoryColumn"/>; null where there is no such column.</summary>
    /// <exception cref="NotSupportedException">None of the columns names the keys.</exception>
    public static IReadOnlyList<int?> Find(IReadOnlyList<string> names)
    {
        var plain = names.Select(name => name.Replace("_", "", StringComparison.Ordinal)).ToArray();
        var found = All.Select(column => IndexOf(column.ToString())).ToArray();
        return found[(int)InventoryColumn.Key] is null
            ? throw new NotSupportedException($"it has no column {InventoryColumn.Key}, but {string.Join(", ", names)}")
            : found;

        int? IndexOf(string name) =>
            Array.FindIndex(plain, each => each.Equals(name, StringComparison.OrdinalIgnoreCase)) is >= 0 and var index ? index : null;
    }
}
