using System.IO.Hashing;

namespace OssTransfer.Jobs.Shards;

/// <summary>A shard's keys in ascending order: what a worker moves, and with its outcomes a stretch of the catalogue.</summary>
public sealed class ShardManifest
{
    /// <summary>Takes ascending entries.</summary>
    public ShardManifest(IReadOnlyList<ManifestEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        Entries = entries;
        foreach (var entry in entries)
        {
            if (entry.Action.IsWork())
            {
                IsCompared |= entry.Action == EntryAction.Compare;
                SendObjects++;
                SendBytes += entry.Source.Size ?? 0;
            }
        }
    }

    /// <summary>When the destination was looked at for it; null: an older program planned it.</summary>
    public DateTimeOffset? SeenAt { get; init; }

    /// <summary>The whole listing of the destination was seen then, so that what it didn't show was not there, in whatever order it lists.</summary>
    public bool SawAll { get; init; }

    /// <summary>Ascending by key.</summary>
    public IReadOnlyList<ManifestEntry> Entries { get; }

    /// <summary>Objects that a worker moves or compares; without any the shard is finished as soon as it is planned.</summary>
    public int SendObjects { get; }

    /// <summary>They are compared: nothing of the shard is ever sent.</summary>
    public bool IsCompared { get; }

    /// <summary>Their bytes, where known.</summary>
    public long SendBytes { get; }

    /// <summary>The digest by which a position names a stored manifest.</summary>
    public static ulong DigestOf(ReadOnlySpan<byte> payload) => XxHash3.HashToUInt64(payload);
}
