namespace OssTransfer.Grains.Membership;

/// <summary>
/// For how long only this silo has been cut off from the database. Time in which no silo reaches the database doesn't count: when it is back, a silo that finds
/// it a moment later than the others must not leave for that.
/// </summary>
internal sealed class Isolation(TimeProvider time)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(6);

    private long _since = time.GetTimestamp();

    /// <summary>Takes note of an attempt to reach the database.</summary>
    /// <param name="hasReached">This silo has.</param>
    /// <param name="othersReach">Another one lately has; null: not known.</param>
    /// <returns>The duration, once it is too long to stay; null before that.</returns>
    public TimeSpan? Note(bool hasReached, bool? othersReach)
    {
        if (hasReached || othersReach == false)
        {
            _since = time.GetTimestamp();
        }

        return othersReach == true && time.GetElapsedTime(_since) is var duration && duration > Grace ? duration : null;
    }
}
