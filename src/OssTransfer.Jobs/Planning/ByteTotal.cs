namespace OssTransfer.Jobs.Planning;

/// <summary>Adds up sizes that a store reported, whatever they are: a total that no number holds is the greatest there is, never one below zero.</summary>
internal static class ByteTotal
{
    /// <summary>Both together.</summary>
    public static long Add(long total, long size) => total > long.MaxValue - size ? long.MaxValue : total + size;
}
