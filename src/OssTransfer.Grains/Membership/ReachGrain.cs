namespace OssTransfer.Grains.Membership;

/// <inheritdoc cref="IReachGrain"/>
internal sealed class ReachGrain(TimeProvider time) : Grain, IReachGrain
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, long> _reachedAt = [];

    public Task<bool> TellAsync(string holder, bool hasReached)
    {
        if (hasReached)
        {
            _reachedAt[holder] = time.GetTimestamp();
        }

        return Task.FromResult(_reachedAt.Any(other => other.Key != holder && time.GetElapsedTime(other.Value) < Recent));
    }
}
