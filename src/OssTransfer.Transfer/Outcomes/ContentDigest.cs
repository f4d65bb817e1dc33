using System.Globalization;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>The digest of content that passed through us.</summary>
/// <param name="Hash">16 bytes as in an ETag, most significant byte first:
/// the MD5 of the content, or with more than one part the MD5 of the parts' MD5s.</param>
/// <param name="Parts">1: <paramref name="Hash"/> is the MD5 of the whole content. More: the number of parts.</param>
/// <param name="PartBytes">Size of every part but the last; 0 for one part.</param>
public readonly record struct ContentDigest(Hash128 Hash, int Parts, long PartBytes)
{
    private const int HexDigits = 2 * Hash128.Size;

    /// <summary>The MD5 of whole content.</summary>
    public static ContentDigest Whole(ReadOnlySpan<byte> md5) => new(Hash128.Read(md5), 1, 0);

    /// <summary>As an S3 store of AWS's formula spells the ETag: hex, with <c>-N</c> for parts.</summary>
    public string ToETag() => Parts <= 1 ? Hex : $"{Hex}-{Parts}";

    /// <summary>Whether the ETag is <see cref="ToETag"/>, in either case; false for null.</summary>
    public bool IsETag(string? etag)
    {
        if (etag is null || etag.Length < HexDigits || !Hash128.TryParse(etag.AsSpan(0, HexDigits), out var hash) || hash != Hash)
        {
            return false;
        }

        return Parts <= 1
            ? etag.Length == HexDigits
            : etag.AsSpan(HexDigits) is ['-', .. var parts] && parts.SequenceEqual(Parts.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>32 lower-case hex digits.</summary>
    public string Hex => Hash.ToHex();
}
