namespace OssTransfer.Storage;

/// <summary>A store refused or failed. The message is for people and never holds a secret or a signed URL.</summary>
public sealed class StorageException : Exception
{
    /// <summary>A failure of this kind.</summary>
    public StorageException(StorageErrorKind kind, string message, Exception? inner = null)
        : base(message, inner) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public StorageErrorKind Kind { get; }

    /// <summary>The HTTP status; null where there was no answer.</summary>
    public int? Status { get; init; }

    /// <summary>The vendor's own code (<c>SlowDown</c>); null where there was none.</summary>
    public string? Code { get; init; }

    /// <summary>The vendor's id of the request, for its support; null where there was none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the store asks to wait; null where it doesn't.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same request may work later.</summary>
    public bool IsTransient => Kind is StorageErrorKind.Throttled or StorageErrorKind.Transient or StorageErrorKind.Unreachable;

    /// <summary>It stalled because the store didn't answer, or not well: that may pass, even where it took too long to wait for.</summary>
    public bool MayPass => Kind == StorageErrorKind.ListingStalled && InnerException is StorageException { IsTransient: true };

    /// <summary>The answer points elsewhere. A service does so for a short time, too, so it counts only where it repeats.</summary>
    public bool IsRedirect => Status is >= 300 and < 400;

    /// <summary>No retry and no other object helps: the job pauses with this as its reason.</summary>
    public bool IsFatalForJob => Kind is StorageErrorKind.Credentials or StorageErrorKind.Bucket or StorageErrorKind.Clock
        or StorageErrorKind.Quota or StorageErrorKind.NoSpace or StorageErrorKind.ListingStalled or StorageErrorKind.NoMemory;
}
