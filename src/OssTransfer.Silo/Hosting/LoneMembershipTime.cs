namespace OssTransfer.Silo.Hosting;

/// <summary>
/// The time of Orleans' membership in a silo that is alone: what looks several times a second how well it is itself, so as not to judge others wrongly, looks
/// once. It would be most of what wakes an idle silo. Everything else is as slow as it was.
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
