namespace OssTransfer.Jobs.Reports;

/// <summary>What a run has left behind, in numbers. What can't be counted is said when the job is added.</summary>
public sealed record NotCarriedCounts
{
    /// <summary>Sockets, pipes and devices.</summary>
    public long SpecialFiles { get; init; }

    /// <summary>Links to directories.</summary>
    public long DirectoryLinks { get; init; }

    /// <summary>Directories with nothing in them.</summary>
    public long EmptyDirectories { get; init; }

    /// <summary>Names of files that have more than one: each is an object of its own.</summary>
    public long HardLinks { get; init; }

    /// <summary>Objects that lost headers or rights under <c>des-metadata: drop</c>.</summary>
    public long Metadata { get; init; }
}
