namespace OssTransfer.Transfer.Tests;

/// <summary>Bytes that look random and are the same every time.</summary>
internal static class Content
{
    public static byte[] Of(int size, int seed = 1)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
