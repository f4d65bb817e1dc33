using System.Text.Json;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>How a vendor names the fields of a listing in JSON.</summary>
internal sealed record JsonListNames
{
    /// <summary>The array of objects.</summary>
    public required JsonEncodedText Entries { get; init; }

    public required JsonEncodedText Size { get; init; }

    public required JsonEncodedText ETag { get; init; }

    /// <summary>A text in ISO 8601, or a number of 100 ns since 1970.</summary>
    public required JsonEncodedText LastModified { get; init; }

    /// <summary>A text, or a number that is a place in <see cref="ClassNames"/>.</summary>
    public required JsonEncodedText StorageClass { get; init; }

    /// <summary>Where to go on; empty for nowhere.</summary>
    public required JsonEncodedText Next { get; init; }

    /// <summary>Says whether there is more, and what <see cref="Next"/> holds is a key; null where that field alone says it, and is opaque.</summary>
    public JsonEncodedText? Truncated { get; init; }

    /// <summary>Storage classes by number; null for the default one.</summary>
    public IReadOnlyList<string?> ClassNames { get; init; } = [];
}
