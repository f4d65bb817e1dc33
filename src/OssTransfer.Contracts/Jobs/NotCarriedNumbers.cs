namespace OssTransfer.Contracts.Jobs;

/// <summary>What a run did not carry over because the destination has no place for it.</summary>
public sealed record NotCarriedNumbers
{
    /// <summary>Sockets, pipes and devices.</summary>
    public long SpecialFiles { get; init; }

    /// <summary>Links to directories, which are not followed.</summary>
    public long DirectoryLinks { get; init; }

    /// <summary>Directories with nothing in them.</summary>
    public long EmptyDirectories { get; init; }

    /// <summary>Names of files that have more than one: each became an object of its own.</summary>
    public long HardLinks { get; init; }

    /// <summary>Objects that lost headers or rights under <c>des-metadata: drop</c>.</summary>
    public long Metadata { get; init; }

    /// <summary>Links to files that <c>src-links</c> doesn't follow.</summary>
    public long FileLinks { get; init; }
}
