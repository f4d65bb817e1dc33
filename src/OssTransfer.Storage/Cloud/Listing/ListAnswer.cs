namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>A listing's page as the store wrote it.</summary>
internal sealed record ListAnswer(IReadOnlyList<ObjectEntry> Entries, IReadOnlyList<ObjectKey> CommonPrefixes)
{
    /// <summary>Whether there is more; null where the page doesn't say.</summary>
    public bool? IsTruncated { get; init; }

    /// <summary>Version 1: where to go on; empty where the store doesn't say.</summary>
    public ObjectKey NextMarker { get; init; }

    /// <summary>Version 2: where to go on; null where the store doesn't say.</summary>
    public string? NextToken { get; init; }

    /// <summary>The answer has what only version 2 has.</summary>
    public bool IsVersion2 { get; init; }

    /// <summary>Places among the entries of those that stand for another object, and so say its size and ETag wrongly.</summary>
    public IReadOnlyList<int> Links { get; init; } = [];
}
