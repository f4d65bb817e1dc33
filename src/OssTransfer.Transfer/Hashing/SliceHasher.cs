using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Hashes a slice of an object while it goes by: its MD5, and its share of the digests that the source publishes of the whole.</summary>
internal sealed class SliceHasher(IReadOnlyList<PublishedDigest> published) : IDisposable
{
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly ShareHasher _shares = new(published);

    public void Append(ReadOnlySpan<byte> content)
    {
        _md5.AppendData(content);
        _shares.Append(content);
    }

    public SliceDigest Finish() => new(Hash128.Read(_md5.GetHashAndReset()), _shares.Finish());

    /// <summary>The shares of a slice that lies in memory.</summary>
    public static IReadOnlyList<DigestShare> SharesOf(IReadOnlyList<PublishedDigest> published, ReadOnlySpan<byte> content)
    {
        using var shares = new ShareHasher(published);
        shares.Append(content);
        return shares.Finish();
    }

    public void Dispose()
    {
        _md5.Dispose();
        _shares.Dispose();
    }
}
