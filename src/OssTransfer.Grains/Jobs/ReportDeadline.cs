namespace OssTransfer.Grains.Jobs;

/// <summary>
/// How long a report waits for the machine that added the job, where its user looks for it. One that is away must not keep a run from ending, nor delay every
/// run after it: until it is seen again, any machine that asks may write.
/// </summary>
internal sealed class ReportDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private TimeSpan? _since;
    private bool _isAway;

    /// <summary>A silo asks for work.</summary>
    public void Note(string? addedOn, string? silo) => _isAway &= addedOn != silo;

    /// <summary>Whether a silo may write the report.</summary>
    /// <param name="addedOn">The machine that added the job; null where that isn't known.</param>
    /// <param name="silo">The silo that asks.</param>
    /// <param name="now">By a clock that only goes forward.</param>
    public bool MayWrite(string? addedOn, string? silo, TimeSpan now)
    {
        _since ??= now;
        if (addedOn is not null && addedOn != silo && !_isAway && now - _since < Longest)
        {
            return false;
        }

        _isAway = addedOn is not null && addedOn != silo;
        _since = null;
        return true;
    }
}
