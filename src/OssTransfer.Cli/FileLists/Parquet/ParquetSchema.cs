namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>Reads what columns a file has: a tree, written as a list of its nodes, each in front of those below it.</summary>
internal static class ParquetSchema
{
    /// <summary>What is at the top.</summary>
    public static IReadOnlyList<ParquetField> Read(IEnumerable<ThriftStruct> nodes)
    {
        var fields = new List<ParquetField>();
        var (leaves, below) = (0, 0L);
        long? atTop = null;
        foreach (var node in nodes)
        {
            var children = node.FindNumber(5) ?? 0;
            if (atTop is null)
            {
                atTop = children;
                continue;
            }

            if (below == 0)
            {
                fields.Add(FieldOf(node, children == 0 ? leaves : null));
                below = 1;
            }

            below += children - 1;
            leaves += children == 0 ? 1 : 0;
            if (below < 0)
            {
                break;
            }
        }

        return fields.Count == atTop && below == 0 ? fields : throw ThriftStruct.Damaged();
    }

    private static ParquetField FieldOf(ThriftStruct node, int? leaf) => new(
        node.Text(4), leaf, (ParquetType?)node.FindNumber(1), (ParquetRepetition)node.Number(3), TicksOfUnit(node));

    /// <summary>A time says so in one of two ways, the newer of which says whether it is in UTC, too.</summary>
    private static decimal? TicksOfUnit(ThriftStruct node)
    {
        const decimal TicksPerNanosecond = 0.01m;
        if (node.Find(10)?.Find(8) is { } time)
        {
            var unit = time.Struct(2);
            return time.Truth(1) != true ? null
                : unit.Has(1) ? TimeSpan.TicksPerMillisecond
                : unit.Has(2) ? TimeSpan.TicksPerMicrosecond
                : unit.Has(3) ? TicksPerNanosecond
                : null;
        }

        return node.FindNumber(6) switch { 9 => TimeSpan.TicksPerMillisecond, 10 => TimeSpan.TicksPerMicrosecond, _ => null };
    }
}
