namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>Bytes for tests: the same for the same length and seed, and not compressible.</summary>
public static class TestContent
{
    public static byte[] Of(int length, int seed = 1)
    {
        var content = new byte[length];
        new Random(seed * 7919 + length).NextBytes(content);
        return content;
    }

    public static async Task<byte[]> DrainAsync(ObjectBody body, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await body.Content.CopyToAsync(buffer, cancellationToken);
        return buffer.ToArray();
    }
}
