namespace OssTransfer.Storage.Disk;

/// <summary>Byte order of names that lie in one buffer.</summary>
internal readonly struct NameOrder(byte[] bytes) : IComparer<NameSlot>
{
    public int Compare(NameSlot x, NameSlot y) =>
        x.Head != y.Head
            ? x.Head.CompareTo(y.Head)
            : bytes.AsSpan(x.Offset, x.Length).SequenceCompareTo(bytes.AsSpan(y.Offset, y.Length));
}
