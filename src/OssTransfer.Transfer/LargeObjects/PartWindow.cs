namespace OssTransfer.Transfer.LargeObjects;

/// <summary>The parts that one of several workers on the same object moves.</summary>
/// <param name="First">The first one's number, from 1.</param>
/// <param name="Last">The last one's number.</param>
public sealed record PartWindow(int First, int Last)
{
    /// <summary>Window <paramref name="index"/> (from 0) of <paramref name="count"/> that are as even as can be.</summary>
    public static PartWindow Of(int parts, int index, int count) => new((int)((long)parts * index / count) + 1, (int)((long)parts * (index + 1) / count));

    /// <summary>Whether it holds the part.</summary>
    public bool Contains(int number) => First <= number && number <= Last;
}
