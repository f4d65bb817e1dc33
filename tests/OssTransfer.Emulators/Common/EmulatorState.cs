using System.Collections.Concurrent;

namespace OssTransfer.Emulators.Common;

/// <summary>What all parts of a running emulator share.</summary>
public sealed class EmulatorState
{
    private readonly ConcurrentDictionary<string, EmulatorBucket> _buckets = new(StringComparer.Ordinal);
    private long _clockOffset;

    internal EmulatorState(EmulatorOptions options)
    {
        Options = options;
        Log = new(options.LogRequests);
        foreach (var name in options.Buckets)
        {
            AddBucket(name);
        }
    }

    public EmulatorOptions Options { get; }

    public EmulatorFaults Faults { get; } = new();

    public EmulatorLog Log { get; }

    /// <summary>By how much the emulator's clock is ahead.</summary>
    public TimeSpan ClockOffset
    {
        get => new(Interlocked.Read(ref _clockOffset));
        set => Interlocked.Exchange(ref _clockOffset, value.Ticks);
    }

    public DateTimeOffset Now => Options.Time.GetUtcNow() + ClockOffset;

    /// <summary>The bucket; null where there is none of this name.</summary>
    public EmulatorBucket? FindBucket(string name) => _buckets.GetValueOrDefault(name);

    public EmulatorBucket AddBucket(string name) => _buckets.GetOrAdd(name, static name => new(name));
}
