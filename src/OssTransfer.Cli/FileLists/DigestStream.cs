using System.Security.Cryptography;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.FileLists;

/// <summary>Reads a file and hashes what was read.</summary>
internal sealed class DigestStream(Stream inner, IncrementalHash digest) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        digest.AppendData(buffer.Span[..count]);
        return count;
    }
}
