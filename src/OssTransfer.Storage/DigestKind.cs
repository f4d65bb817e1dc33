namespace OssTransfer.Storage;

/// <summary>A digest that stores publish. Values are stored: never reuse a number.</summary>
public enum DigestKind
{
    /// <summary>MD5 of the whole content, 16 bytes.</summary>
    Md5 = 1,

    /// <summary>CRC-64/XZ of the whole content, 8 bytes, big-endian (OSS, COS, BOS).</summary>
    Crc64 = 2,

    /// <summary>Kodo's etag of the whole content, 21 bytes.</summary>
    Qetag = 3,

    /// <summary>MD5 of the MD5s of the parts, 16 bytes: an S3 multipart ETag before its <c>-N</c>.</summary>
    Md5OfParts = 4,

    /// <summary>CRC-32 (zlib's) of the whole content, 4 bytes, big-endian (BOS).</summary>
    Crc32 = 5,
}
