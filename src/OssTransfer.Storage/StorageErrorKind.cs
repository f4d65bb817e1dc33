namespace OssTransfer.Storage;

/// <summary>
/// What went wrong, decided from status and code where the answer is seen (docs/design/vendors.md 8). Values are stored: never reuse a number.
/// </summary>
public enum StorageErrorKind
{
    /// <summary>Anything the classes below don't name; not retried.</summary>
    Other = 0,

    /// <summary>No such object.</summary>
    NotFound = 1,

    /// <summary>The object is not the one that was listed (412, 416, another size).</summary>
    SourceChanged = 2,

    /// <summary>The store asks for fewer requests.</summary>
    Throttled = 3,

    /// <summary>Network, time-out, 5xx, cut body: may work the next time.</summary>
    Transient = 4,

    /// <summary>Key, secret or signature is wrong, or access denied.</summary>
    Credentials = 5,

    /// <summary>No such bucket, or it is in another region or under another endpoint.</summary>
    Bucket = 6,

    /// <summary>The clocks differ by more than the store accepts.</summary>
    Clock = 7,

    /// <summary>Account unpaid, frozen or over its quota.</summary>
    Quota = 8,

    /// <summary>No space left at the destination.</summary>
    NoSpace = 9,

    /// <summary>Archived: restore it first.</summary>
    NeedsRestore = 10,

    /// <summary>The store can't hold this key.</summary>
    InvalidKey = 11,

    /// <summary>The store can't hold this much, or this metadata.</summary>
    TooLarge = 12,

    /// <summary>The multipart upload isn't there.</summary>
    UploadGone = 13,

    /// <summary>A part isn't as named.</summary>
    InvalidPart = 14,

    /// <summary>The body arrived damaged (BadDigest), or what came back isn't what was read.</summary>
    Damaged = 15,

    /// <summary>The listing contradicts itself: out of order, repeated, or without an end.</summary>
    ListingBroken = 16,

    /// <summary>The store doesn't offer this.</summary>
    Unsupported = 17,

    /// <summary>This object may not be read or written, others may.</summary>
    Denied = 18,

    /// <summary>The silo's lease ended; a newer attempt may be at work.</summary>
    LeaseLost = 19,

    /// <summary>The endpoint can't be reached at all: unknown host, refused connection, bad certificate. Retried like <see cref="Transient"/>.</summary>
    Unreachable = 20,

    /// <summary>The listing goes on and on and gives no key.</summary>
    ListingStalled = 21,

    /// <summary>This process has no memory left.</summary>
    NoMemory = 22,
}
