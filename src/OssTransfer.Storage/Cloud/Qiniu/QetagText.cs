namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Kodo's etag as it stands in listings and headers.</summary>
internal static class QetagText
{
    private const int Bytes = 21;
    private const byte OneBlock = 0x16;
    private const byte ManyBlocks = 0x96;

    /// <summary>Null for another formula: objects made of parts that aren't blocks have one that can't be recomputed.</summary>
    public static PublishedDigest? Digest(string etag) =>
        UrlSafeBase64.Decode(etag) is { Length: Bytes } bytes && bytes[0] is OneBlock or ManyBlocks
            ? new PublishedDigest(DigestKind.Qetag, bytes)
            : null;
}
