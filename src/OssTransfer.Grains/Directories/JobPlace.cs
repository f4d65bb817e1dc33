namespace OssTransfer.Grains.Directories;

/// <summary>A job in the directory.</summary>
/// <param name="JobId">Its name.</param>
/// <param name="Place">Its place in the queue for a master, from 1; 0: it has one, or needs none.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.job-place")]
internal sealed record JobPlace(string JobId, int Place)
{
    /// <summary>How it stands, as it said itself (<c>JobStatus</c>); 0: it hasn't yet, or a silo of an older version answered.</summary>
    [Id(1)]
    public int Status { get; init; }
}
