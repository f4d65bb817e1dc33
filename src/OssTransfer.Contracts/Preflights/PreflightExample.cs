namespace OssTransfer.Contracts.Preflights;

/// <summary>One of the objects that have a problem.</summary>
public sealed record PreflightExample
{
    /// <summary>The key under the prefixes, or a host; bytes that are not UTF-8 show as U+FFFD, the query of a URL as ***.</summary>
    public required string Key { get; init; }

    /// <summary>The key's bytes in Base64; null where <see cref="Key"/> says them exactly, and for URLs.</summary>
    public string? KeyBase64 { get; init; }

    /// <summary>Bytes; null where unknown.</summary>
    public long? Size { get; init; }

    /// <summary>What it is about this one; null where the problem says all.</summary>
    public string? Detail { get; init; }
}
