using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Grains.Registry;

/// <summary>A job as the registry knows it, without asking the job.</summary>
/// <param name="JobId">Its name.</param>
/// <param name="Status">How it stands, as it said itself (<see cref="JobStatus"/>); 0: it hasn't yet.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.listed-job")]
public sealed record ListedJob(string JobId, int Status)
{
    /// <summary>The same as users read it; null: unknown.</summary>
    public string? State => Status == (int)JobStatus.None ? null : ((JobStatus)Status).ToText();
}
