using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Guard;

/// <summary>What a <see cref="GuardedStore"/> obeys.</summary>
public sealed record GuardOptions
{
    /// <summary>Which side of a job the store is: a tag of its metrics.</summary>
    public required TransferSide Side { get; init; }

    /// <summary>Checked before every write and while bodies are sent. Default: never ends.</summary>
    public ILease Lease { get; init; } = PermanentLease.Instance;

    /// <summary>Limits, usually shared by both stores of a job; null: none.</summary>
    public RateLimits? Limits { get; init; }

    /// <summary>Requests that wait for an answer at the same time, before throttling lowers it. Default 256.</summary>
    public int MaxRequests { get; init; } = 256;

    /// <summary>Tries of a request that fails for reasons that pass. Default 5.</summary>
    public int TransientTries { get; init; } = 5;

    /// <summary>Requests in all for one whose body arrived otherwise than it was sent.</summary>
    public int DamagedTries { get; init; } = 3;

    /// <summary>How long a store that throttles or can't be reached is asked again. Default 15 minutes.</summary>
    public TimeSpan RetryTimeout { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The longest wait before the next try that a store can ask for (<c>Retry-After</c>): an answer that names an hour, or a year, is asked again after this.
    /// Default 30 s.
    /// </summary>
    public TimeSpan LongestHint { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The network that both stores of a job share; null: each body is taken to be alone on it.</summary>
    public NetworkGate? Network { get; init; }

    /// <summary>
    /// How long a request may wait for its answer, the time to send its body at <see cref="MinBytesPerSecond"/> not counted. Default a minute.
    /// </summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a listing may give no key: pages without one that say that more follows, errors that pass, or no answer. Default 10 minutes.</summary>
    public TimeSpan ListingTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a store may take to join the parts of an object. Default 10 minutes.</summary>
    public TimeSpan CompleteTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// A body that stands still this long is cut and resumed. One that is below <see cref="SlowBytesPerSecond"/> for that long first lowers how much is moved
    /// at once, and is cut only where it is alone and can be resumed. Default a minute.
    /// </summary>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>A body below it, in bytes per second, is slow. Default 16 KiB.</summary>
    public long SlowBytesPerSecond { get; init; } = 16 << 10;

    /// <summary>The slowest body that a request is given time to send, bytes per second. Default 4 KiB.</summary>
    public long MinBytesPerSecond { get; init; } = 4 << 10;

    /// <summary>Clock and timers.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Jitter: gives numbers from 0 to below 1, from any thread.</summary>
    public Func<double> NextDouble { get; init; } = new LockedRandom().NextDouble;

    /// <summary>Called for retries and throttling.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
