using OssTransfer.Storage.Disk;

namespace OssTransfer.Jobs.Config;

/// <summary>A directory as a store.</summary>
/// <param name="Path">Absolute, without a final <c>/</c> (but <c>/</c> itself), without <c>.</c>, <c>..</c> and empty segments.</param>
public sealed record DiskSpec(string Path)
{
    /// <summary>The encoding of the names below (<c>src-name-encoding</c>), in lower case; null: UTF-8.</summary>
    public string? NameEncoding { get; init; }

    /// <summary>Which links to files are read through (<c>src-links</c>).</summary>
    public LinkRule Links { get; init; }

    /// <summary>The machines that see it (<c>src-machines</c>, <c>des-machines</c>), <c>all</c> or names; null: the adding machine.</summary>
    public string? Machines { get; init; }
}
