namespace OssTransfer.Grains.StateMoves;

/// <summary>Counts rows, in whatever order they come: two tallies are equal where the rows are.</summary>
internal readonly record struct StateTally(long Rows, long Bytes, UInt128 Sum)
{
    public StateTally Add(StateRow row) => new(Rows + 1, Bytes + row.Payload.Length, unchecked(Sum + row.Hash()));
}
