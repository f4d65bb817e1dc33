using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace OssTransfer.World.Timing;

/// <summary>What happened, in order: its digest tells whether two histories were the same.</summary>
internal sealed class Trace
{
    private readonly XxHash64 _hash = new();

    /// <summary>Told each line; null: nobody reads along.</summary>
    public Action<string>? Reader { get; set; }

    /// <summary>The digest of all lines.</summary>
    public ulong Digest => _hash.GetCurrentHashAsUInt64();

    /// <summary>Adds a line.</summary>
    public void Add(TimeSpan now, string line)
    {
        Span<long> ticks = [now.Ticks];
        _hash.Append(MemoryMarshal.AsBytes(ticks));
        _hash.Append(MemoryMarshal.AsBytes(line.AsSpan()));
        Reader?.Invoke($"{now.TotalSeconds,12:F6} {line}");
    }
}
