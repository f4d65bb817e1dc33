namespace OssTransfer.Grains.Membership;

/// <inheritdoc cref="IReachGrain"/>
internal sealed class ReachGrain(TimeProvider time) : Grain, IReachGrain
{
    private static readonly TimeSpan Recent = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, long> _reachedAt = [];

    public Task<string?> ReportAsync(string silo, bool hasReached)
    {
        if (hasReached)
        {
            _reachedAt[silo] = time.GetTimestamp();
        }

        // Otherwise every process that ever ran would be remembered.
        foreach (var gone in _reachedAt.Where(known => time.GetElapsedTime(known.Value) >= Recent).Select(known => known.Key).ToArray())
        {
            _reachedAt.Remove(gone);
        }

        return Task.FromResult(_reachedAt.Keys.FirstOrDefault(other => other != silo));
    }
}
