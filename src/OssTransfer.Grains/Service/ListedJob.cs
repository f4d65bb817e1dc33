namespace OssTransfer.Grains.Service;

/// <summary>A job as the directory knows it, without asking the job.</summary>
/// <param name="JobId">Its name.</param>
/// <param name="MayWork">It has something to do, or nobody can tell: what was seen of it before may not be so any more.</param>
public sealed record ListedJob(string JobId, bool MayWork);
