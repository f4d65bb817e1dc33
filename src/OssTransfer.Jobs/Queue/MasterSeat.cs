namespace OssTransfer.Jobs.Queue;

/// <summary>A job that needs something, in a <see cref="MasterQueue"/>.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Need">What it needs; never <see cref="MasterNeed.None"/>.</param>
public readonly record struct MasterSeat(string JobId, MasterNeed Need);
