using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace OssTransfer.Transfer.Hashing;

/// <summary>The SHA-1s of content's blocks of <see cref="Qetag.BlockBytes"/>, made while it goes by.</summary>
[SuppressMessage("Security", "CA5350", Justification = "the vendor's formula")]
internal sealed class QetagBlocks : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly MemoryStream _sha1s = new();
    private int _filled;

    public void Append(ReadOnlySpan<byte> content)
    {
        while (!content.IsEmpty)
        {
            var count = Math.Min(content.Length, Qetag.BlockBytes - _filled);
            _hash.AppendData(content[..count]);
            _filled += count;
            content = content[count..];
            if (_filled == Qetag.BlockBytes)
            {
                EndBlock();
            }
        }
    }

    /// <summary>All SHA-1s, one after the other; none where there was no byte.</summary>
    public byte[] Finish()
    {
        if (_filled > 0)
        {
            EndBlock();
        }

        return _sha1s.ToArray();
    }

    public void Dispose()
    {
        _hash.Dispose();
        _sha1s.Dispose();
    }

    private void EndBlock()
    {
        Span<byte> sha1 = stackalloc byte[SHA1.HashSizeInBytes];
        _hash.GetHashAndReset(sha1);
        _sha1s.Write(sha1);
        _filled = 0;
    }
}
