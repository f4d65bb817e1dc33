using System.Collections.Frozen;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>How a vendor spells what all of them have.</summary>
internal sealed record CloudDialect
{
    public required StoreTraits Traits { get; init; }

    /// <summary>What the vendor's own headers begin with, in lower case: <c>x-amz-</c>. User metadata is <c>x-amz-meta-</c>.</summary>
    public required string HeaderPrefix { get; init; }

    /// <summary>Where answers say the id that the vendor's support asks for.</summary>
    public required string RequestIdHeader { get; init; }

    /// <summary>Reads the body of an answer that is an error; <see cref="ErrorBody.None"/> where it can't.</summary>
    public required AnswerParser<ErrorBody> ReadError { get; init; }

    /// <summary>The header that has the error's body in base64 in an answer to HEAD, which has no body; null where there is none.</summary>
    public string? HeadErrorHeader { get; init; }

    /// <summary>Where answers publish the CRC-64/XZ of the whole object as a decimal number; null where nowhere.</summary>
    public string? Crc64Header { get; init; }

    /// <summary>Where answers publish zlib's CRC-32 of the whole object as a decimal number; null where nowhere.</summary>
    public string? Crc32Header { get; init; }

    /// <summary>The digest that an ETag without quotes is, where it is none that <see cref="EntityTag.Digest"/> knows.</summary>
    public Func<string, PublishedDigest?>? ETagDigest { get; init; }

    /// <summary>Content-MD5 in an answer is the whole object's.</summary>
    public bool PublishesContentMd5 { get; init; }

    /// <summary>
    /// What requests for objects accept as coding, so that the store sends what it holds:
    /// some decode on the way what the request doesn't accept, others encode what it does.
    /// </summary>
    public string AcceptedCoding { get; init; } = "identity";

    /// <summary>Storage classes of which a listing proves that an object can't be read, unless it says that it is restored. For others reading does.</summary>
    public FrozenSet<string> FrozenClasses { get; init; } = FrozenSet<string>.Empty;
}
