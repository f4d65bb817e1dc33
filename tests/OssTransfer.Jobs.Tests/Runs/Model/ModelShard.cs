using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>What guards a shard: every accepted word is durable at once.</summary>
internal sealed class ModelShard
{
    public long Version { get; private set; }

    public byte[] Manifest { get; private set; } = [];

    public int Attempt { get; private set; }

    public long FirstTakenTicks { get; private set; }

    public byte[] Progress { get; private set; } = [];

    public bool Put(long version, byte[] payload)
    {
        if (Attempt > 0 || version < Version)
        {
            return Holds(ShardManifest.DigestOf(payload));
        }

        (Version, Manifest) = (version, payload);
        return true;
    }

    public int? Take(ulong digest, long ticks)
    {
        if (!Holds(digest))
        {
            return null;
        }

        FirstTakenTicks = FirstTakenTicks == 0 ? ticks : FirstTakenTicks;
        return ++Attempt;
    }

    public bool Checkpoint(ulong digest, int attempt, byte[] delta)
    {
        if (!Holds(digest) || attempt != Attempt)
        {
            return false;
        }

        var manifest = ManifestCodec.Decode(Manifest);
        Progress = ProgressCodec.Encode(manifest, ProgressCodec.Apply(manifest, ProgressCodec.Decode(manifest, Progress), delta));
        return true;
    }

    public byte[]? Result(ulong digest)
    {
        if (!Holds(digest))
        {
            return null;
        }

        var manifest = ManifestCodec.Decode(Manifest);
        var result = ShardResult.Of(manifest, ProgressCodec.Decode(manifest, Progress));
        return result.Total == manifest.SendObjects ? ShardResultCodec.Encode(result) : null;
    }

    private bool Holds(ulong digest) => Manifest.Length > 0 && ShardManifest.DigestOf(Manifest) == digest;
}
