using System.Globalization;

namespace OssTransfer.Storage.Cloud.Http;

/// <summary>How S3 spells and means ETags.</summary>
internal static class EntityTag
{
    /// <summary>Without quotes; null for none.</summary>
    public static string? Bare(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return null;
        }

        var etag = header.StartsWith("W/", StringComparison.Ordinal) ? header[2..] : header;
        return etag.Length > 1 && etag[0] == '"' && etag[^1] == '"' ? etag[1..^1] : etag;
    }

    public static string Quoted(string etag) => $"\"{etag}\"";

    /// <summary>The digest that an ETag stands for; null where it stands for none.</summary>
    /// <param name="etag">Without quotes.</param>
    /// <param name="traits">What the ETag means.</param>
    public static PublishedDigest? Digest(string? etag, StoreTraits traits)
    {
        if (etag is null || etag.Length < 32)
        {
            return null;
        }

        var digest = new byte[16];
        if (Convert.FromHexString(etag.AsSpan(0, 32), digest, out _, out _) != System.Buffers.OperationStatus.Done)
        {
            return null;
        }

        if (etag.Length == 32)
        {
            return traits.ETag == ETagMeaning.Md5 ? new PublishedDigest(DigestKind.Md5, digest) : null;
        }

        return traits.MultipartETagIsComposite && etag[32] == '-'
            && int.TryParse(etag.AsSpan(33), NumberStyles.None, CultureInfo.InvariantCulture, out var parts) && parts > 0
            ? new PublishedDigest(DigestKind.Md5OfParts, digest) { Parts = parts }
            : null;
    }
}
