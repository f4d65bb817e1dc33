using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Runs;

/// <summary>Jobs at some points of their way: two objects, a and b, each in a shard of its own.</summary>
internal static class Jobs
{
    public static JobState New() => new() { JobId = "j", Incarnation = 7, Config = "job-ID: j", SealedSecrets = [1], AddedAt = DateTimeOffset.UnixEpoch };

    public static JobState Running() => ListingTransitions.TakeList(RunTransitions.Start(New(), DateTimeOffset.UnixEpoch));

    public static ListingReport Report() => new(1, 0, 0)
    {
        Manifests = [11, 12],
        Segments = 2,
        Through = ObjectKey.From("b"),
        Counts = new() { Objects = 2, Bytes = 30, Keys = default(KeyDigest).Add(ObjectKey.From("a")).Add(ObjectKey.From("b")) },
    };

    public static ShardResult Moved(string key, OutcomeKind kind = OutcomeKind.Transferred) =>
        ShardResult.Empty.Add(ObjectKey.From(key), kind, ProofKind.Md5, false);
}
