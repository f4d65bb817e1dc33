namespace OssTransfer.Contracts.Jobs;

/// <summary>One error of a configuration.</summary>
public sealed record ConfigErrorView
{
    /// <summary>From 1; 0 for the file as a whole.</summary>
    public int Line { get; init; }

    /// <summary>The key; null where the line has none.</summary>
    public string? Key { get; init; }

    /// <summary>What is wrong and what is allowed.</summary>
    public required string Message { get; init; }
}
