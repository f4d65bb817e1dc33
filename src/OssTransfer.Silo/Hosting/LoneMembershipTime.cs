namespace OssTransfer.Silo.Hosting;

/// <summary>
/// The time of Orleans' membership in a silo that is alone. Membership checks its own health several times a second, so as not to judge others wrongly; by this
/// clock it does so once, as it would be most of what wakes an idle silo. Everything else is as slow as it was.
/// </summary>
internal sealed class LoneMembershipTime : TimeProvider
{
    /// <summary>Under which Orleans looks for it.</summary>
    public const string Key = "Orleans.Membership";

    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, dueTime, period < Shortest ? Timeout.InfiniteTimeSpan : period);
}
