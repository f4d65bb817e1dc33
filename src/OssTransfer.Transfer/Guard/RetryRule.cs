using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>Decides whether and when a failed request is sent again. Pure: time passed and randomness come in.</summary>
internal static class RetryRule
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>How long to wait before the next try; null: don't.</summary>
    /// <param name="error">Why the last try failed.</param>
    /// <param name="tries">Tries so far, from 1.</param>
    /// <param name="waited">Since the first try began.</param>
    /// <param name="jitter">From 0 to below 1.</param>
    /// <param name="options">The bounds.</param>
    public static TimeSpan? DelayAfter(StorageException error, int tries, TimeSpan waited, double jitter, GuardOptions options)
    {
        var delay = error.Kind switch
        {
            // Bounded by time: a store that is busy for a minute is no reason to lose an object.
            StorageErrorKind.Throttled or StorageErrorKind.Unreachable => FullJitter(tries, jitter),
            StorageErrorKind.Transient when tries < options.TransientTries => FullJitter(tries, jitter),
            StorageErrorKind.Damaged when tries < options.DamagedTries => FullJitter(tries, jitter),

            // The store measures the clock again with every answer, so one more try shows whether it was a drift or a wrong clock.
            StorageErrorKind.Clock when tries < 2 => TimeSpan.Zero,
            StorageErrorKind.Credentials when tries < 2 && error.Code == "SignatureDoesNotMatch" => FullJitter(tries, jitter),
            _ when error.IsRedirect && tries < options.TransientTries => FullJitter(tries, jitter),
            _ => (TimeSpan?)null,
        };
        if (delay is { } own && error.RetryAfter is { } asked)
        {
            delay = Longer(own, Shorter(asked, options.LongestHint));
        }

        return delay is { } wait && waited + wait <= options.RetryTimeout ? wait : null;
    }

    private static TimeSpan FullJitter(int tries, double jitter)
    {
        var ceiling = FirstDelay * Math.Pow(2, Math.Min(tries - 1, 20));
        return Shorter(ceiling, LongestDelay) * jitter;
    }

    private static TimeSpan Shorter(TimeSpan left, TimeSpan right) => left < right ? left : right;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
