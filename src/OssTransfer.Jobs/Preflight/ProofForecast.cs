using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Preflight;

/// <summary>Which proof a transfer will have at a store, by what a trial showed. Pure.</summary>
public static class ProofForecast
{
    /// <summary>Of an object that goes in one PUT.</summary>
    /// <param name="traits">What is known of the store.</param>
    /// <param name="found">What the ETag of the trial's object was.</param>
    public static ProofKind OfPut(StoreTraits traits, ETagFinding found)
    {
        ArgumentNullException.ThrowIfNull(traits);
        return (traits.ETag, found) switch
        {
            (ETagMeaning.Md5, ETagFinding.Md5) => ProofKind.Md5,

            // The ETag contradicts what was sent; only reading back can prove it.
            (ETagMeaning.Md5, ETagFinding.OtherMd5) => ProofKind.ReadBack,
            _ => traits.ChecksContentMd5 ? ProofKind.ContentMd5 : ProofKind.Head,
        };
    }

    /// <summary>Of an object that goes in parts.</summary>
    /// <param name="traits">What is known of the store.</param>
    /// <param name="etag">Of the trial's object.</param>
    /// <param name="parts">The ETag and the MD5 of each of its parts.</param>
    public static ProofKind OfParts(StoreTraits traits, string? etag, IReadOnlyList<(string ETag, byte[] Md5)> parts)
    {
        ArgumentNullException.ThrowIfNull(traits);
        if (!traits.PartETagIsMd5)
        {
            return traits.ChecksContentMd5 ? ProofKind.Md5PartsListed : ProofKind.Head;
        }

        if (parts.Any(part => ETagFindings.Of(part.ETag, part.Md5) != ETagFinding.Md5))
        {
            return ProofKind.Head;
        }

        return traits.MultipartETagIsComposite && IsComposite(etag, parts) ? ProofKind.Md5Parts : ProofKind.Md5PartsListed;
    }

    /// <summary>The ETag of the whole is made of those of its parts by the usual formula.</summary>
    public static bool IsComposite(string? etag, IReadOnlyList<(string ETag, byte[] Md5)> parts) =>
        $"{Convert.ToHexString(MD5.HashData([.. parts.SelectMany(part => part.Md5)]))}-{parts.Count}".Equals(etag, StringComparison.OrdinalIgnoreCase);
}
