namespace OssTransfer.Storage.Tests;

internal static class SequenceOrder
{
    /// <summary>-1, 0 or 1: by the first element that differs, else by length.</summary>
    public static int SequenceCompare(this IEnumerable<int> left, IEnumerable<int> right)
    {
        var (a, b) = (left.ToArray(), right.ToArray());
        return Math.Sign(a.AsSpan().SequenceCompareTo(b));
    }
}
