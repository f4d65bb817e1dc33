namespace OssTransfer.Grains.Registry;

/// <summary>A job in the registry.</summary>
/// <param name="JobId">Its name.</param>
/// <param name="Place">Its place among those that wait for their turn, from 1; 0: it runs, or needs no turn.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.job-place")]
internal sealed record JobPlace(string JobId, int Place)
{
    /// <summary>How it stands, as it said itself (<c>JobStatus</c>); 0: it hasn't yet, or a silo of an older version answered.</summary>
    [Id(1)]
    public int Status { get; init; }
}
