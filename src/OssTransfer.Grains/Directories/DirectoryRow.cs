namespace OssTransfer.Grains.Directories;

/// <summary>What the database holds of the directory.</summary>
[GenerateSerializer, Immutable, Alias("osstransfer.directory-row")]
internal sealed record DirectoryRow
{
    /// <summary>All jobs, in the order they were added.</summary>
    [Id(0)]
    public string[] Jobs { get; init; } = [];

    /// <summary>Jobs with work, in the order they became active.</summary>
    [Id(1)]
    public string[] Active { get; init; } = [];
}
