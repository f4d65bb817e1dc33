using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal static class BodyReader
{
    /// <summary>Reads a body whole, as a server would, and checks its length and (where <paramref name="md5"/> is given) its digest.</summary>
    public static async Task<byte[]> ReadAsync(UploadBody body, ReadOnlyMemory<byte>? md5, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        try
        {
            await body.WriteToAsync(buffer, cancellationToken);
        }
        finally
        {
            body.Passed(buffer.Length);
            body.WentOut(buffer.Length);
        }

        var content = buffer.ToArray();
        if (content.Length != body.Length)
        {
            throw new StorageException(StorageErrorKind.Transient, $"the body has {content.Length} bytes, {body.Length} were announced");
        }

        if (md5 is { } expected && !MD5.HashData(content).AsSpan().SequenceEqual(expected.Span))
        {
            throw new StorageException(StorageErrorKind.Damaged, "the body doesn't match its Content-MD5") { Status = 400, Code = "BadDigest" };
        }

        return content;
    }
}
