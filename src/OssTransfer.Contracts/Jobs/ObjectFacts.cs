namespace OssTransfer.Contracts.Jobs;

/// <summary>What one side said of an object, or what is recorded of it.</summary>
public sealed record ObjectFacts
{
    /// <summary>Bytes; null where unknown.</summary>
    public long? Size { get; init; }

    /// <summary>When it was changed last, by that side's clock; null where unknown.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Its ETag; null where there is none.</summary>
    public string? ETag { get; init; }
}
