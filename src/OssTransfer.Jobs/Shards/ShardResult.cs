using System.Collections.Immutable;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>A finished shard in numbers: what a run adds up, once per shard.</summary>
public sealed record ShardResult
{
    /// <summary>How many kinds of proof are counted.</summary>
    internal const int ProofKinds = (int)ProofKind.Size + 1;

    /// <summary>Nothing.</summary>
    public static ShardResult Empty { get; } = new() { BytesEnded = 0 };

    /// <summary>Objects by how they ended, indexed by <see cref="OutcomeKind"/>.</summary>
    public ImmutableArray<long> Objects { get; init => field = value.IsDefault ? Empty.Objects : value; } = [0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Transferred and skipped objects by proof, indexed by <see cref="ProofKind"/>.</summary>
    /// <remarks>Stored numbers of an older version have fewer: the kinds that it knew.</remarks>
    public ImmutableArray<long> Proofs
    {
        get;
        init => field = value.IsDefault ? Empty.Proofs : value.Length < ProofKinds ? [.. value, .. new long[ProofKinds - value.Length]] : value;
    }
    = [0, 0, 0, 0, 0, 0, 0, 0, 0];

    /// <summary>Objects whose source publishes no digest of the whole object.</summary>
    public long SourceUnproven { get; init; }

    /// <summary>Bytes of the transferred objects.</summary>
    public long BytesTransferred { get; init; }

    /// <summary>How often a whole object went out, repeats and all attempts included.</summary>
    public long ObjectsSent { get; init; }

    /// <summary>Bytes that went out, likewise.</summary>
    public long BytesSent { get; init; }

    /// <summary>An attempt ended without recording all that it sent: what is counted as sent or copied is a lower bound.</summary>
    public bool SentAtLeast { get; init; }

    /// <summary>Of a shard that isn't finished: its latest attempt has not recorded all that it sent. As long as it goes on, that is no loss.</summary>
    public bool MayHaveSentMore { get; init; }

    /// <summary>Objects that the destination's service copied by itself.</summary>
    public long ObjectsCopiedInside { get; init; }

    /// <summary>Their bytes.</summary>
    public long BytesCopiedInside { get; init; }

    /// <summary>Objects that lost a header under <c>des-metadata: drop</c>.</summary>
    public long MetadataDropped { get; init; }

    /// <summary>Proven objects whose key an attempt that was given up may still overwrite, with another version than the proven one.</summary>
    public long InDoubt { get; init; }

    /// <summary>Objects that a comparison missed at the destination; they are among the failed ones.</summary>
    public long Missing { get; init; }

    /// <summary>Objects that a comparison found to differ, likewise.</summary>
    public long Different { get; init; }

    /// <summary>Of a comparison: objects that could not be compared.</summary>
    public long Unreadable => this[OutcomeKind.Failed] - Missing - Different;

    /// <summary>Bytes that comparisons read.</summary>
    public long BytesRead { get; init; }

    /// <summary>
    /// Bytes of all objects that ended, in whatever way, as they were listed: what no longer waits. Null where a part of them was counted by an older version,
    /// which didn't.
    /// </summary>
    public long? BytesEnded { get; init; }

    /// <summary>
    /// Objects that failed, are in conflict or need restoring, by reason, in the order of the names. Where a part of them was counted by an older version,
    /// which didn't, they are fewer than <see cref="Flaws"/>.
    /// </summary>
    public ImmutableArray<FailureTally> Failures
    {
        get;
        init => field = value.IsDefault ? [] : value;
    }
    = [];

    /// <summary>Objects that failed, are in conflict or need restoring.</summary>
    public long Flaws => this[OutcomeKind.Failed] + this[OutcomeKind.Conflict] + this[OutcomeKind.NeedsRestore];

    /// <summary>The keys that ended.</summary>
    public KeyDigest Keys { get; init; }

    /// <summary>All objects that ended.</summary>
    public long Total => Objects.Sum();

    /// <summary>Objects that ended this way.</summary>
    public long this[OutcomeKind kind] => Objects[(int)kind];

    /// <summary>With one object more.</summary>
    public ShardResult Add(Storage.ObjectKey key, OutcomeKind kind, ProofKind proof, bool sourceUnproven) => this with
    {
        Objects = Objects.SetItem((int)kind, Objects[(int)kind] + 1),
        Proofs = kind is OutcomeKind.Transferred or OutcomeKind.Skipped ? Proofs.SetItem((int)proof, Proofs[(int)proof] + 1) : Proofs,
        SourceUnproven = SourceUnproven + (sourceUnproven ? 1 : 0),
        Keys = Keys.Add(key),
    };

    /// <summary>Both together.</summary>
    public ShardResult Add(ShardResult other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new()
        {
            Objects = [.. Objects.Zip(other.Objects, (a, b) => a + b)],
            Proofs = [.. Proofs.Zip(other.Proofs, (a, b) => a + b)],
            SourceUnproven = SourceUnproven + other.SourceUnproven,
            BytesTransferred = BytesTransferred + other.BytesTransferred,
            ObjectsSent = ObjectsSent + other.ObjectsSent,
            BytesSent = BytesSent + other.BytesSent,
            SentAtLeast = SentAtLeast || other.SentAtLeast,
            MayHaveSentMore = MayHaveSentMore || other.MayHaveSentMore,
            ObjectsCopiedInside = ObjectsCopiedInside + other.ObjectsCopiedInside,
            BytesCopiedInside = BytesCopiedInside + other.BytesCopiedInside,
            MetadataDropped = MetadataDropped + other.MetadataDropped,
            InDoubt = InDoubt + other.InDoubt,
            Missing = Missing + other.Missing,
            Different = Different + other.Different,
            BytesRead = BytesRead + other.BytesRead,
            BytesEnded = BytesEnded + other.BytesEnded,
            Failures = FailureTally.Add(Failures, other.Failures),
            Keys = Keys + other.Keys,
        };
    }

    /// <summary>The result of a shard's moves so far: complete when <see cref="Total"/> is the manifest's <see cref="ShardManifest.SendObjects"/>.</summary>
    public static ShardResult Of(ShardManifest manifest, ShardProgress progress)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        ArgumentNullException.ThrowIfNull(progress);
        var (objects, proofs) = (new long[8], new long[ProofKinds]);
        var (keys, unproven, transferred, copied, bytesCopied, dropped) = (default(KeyDigest), 0L, 0L, 0L, 0L, 0L);
        var sent = progress.Sends.Unfinished.Values.Sum(sent => (long)sent.Objects);
        var bytesSent = progress.Sends.Unfinished.Values.Sum(sent => sent.Bytes) + progress.Large.Values.Sum(step => step.BytesSent);
        var (missing, different, read, ended) = (0L, 0L, 0L, 0L);
        Dictionary<string, FailureTally>? failures = null;
        for (var i = 0; i < manifest.Entries.Count; i++)
        {
            if (!manifest.Entries[i].Action.IsWork() || progress.Outcomes[i] is not { } outcome)
            {
                continue;
            }

            objects[(int)outcome.Kind]++;
            keys = keys.Add(manifest.Entries[i].Key);
            ended += manifest.Entries[i].Source.Size ?? 0;
            missing += outcome.Difference == Difference.Missing ? 1 : 0;
            different += outcome.Difference == Difference.Differs ? 1 : 0;
            read += outcome.BytesRead;
            sent += outcome.ObjectsSent;
            bytesSent += outcome.BytesSent;
            copied += outcome.CopiedInside ? 1 : 0;
            bytesCopied += outcome.CopiedInside ? outcome.Size ?? 0 : 0;
            dropped += outcome.DroppedMetadata.Count > 0 ? 1 : 0;
            if (FailureReasons.NameOf(manifest.Entries[i], outcome) is { } reason)
            {
                FailureTally.CountIn(failures ??= [], reason, manifest.Entries[i], outcome);
            }

            if (outcome.Kind is OutcomeKind.Transferred or OutcomeKind.Skipped)
            {
                proofs[(int)outcome.Proof]++;
                unproven += outcome.SourceUnproven ? 1 : 0;
                transferred += outcome.Kind == OutcomeKind.Transferred ? outcome.Size ?? 0 : 0;
            }
        }

        return new()
        {
            Objects = [.. objects],
            Proofs = [.. proofs],
            SourceUnproven = unproven,
            BytesTransferred = transferred,
            ObjectsSent = sent,
            BytesSent = bytesSent,
            SentAtLeast = progress.Sends.MayBeShort,
            MayHaveSentMore = !progress.Sends.IsComplete && objects.Sum() < manifest.SendObjects && !manifest.IsCompared,
            ObjectsCopiedInside = copied,
            BytesCopiedInside = bytesCopied,
            MetadataDropped = dropped,
            InDoubt = progress.Doubts.Indexes.Numbers.Count(index => IsInDoubt(manifest.Entries[index], progress, index)),
            Missing = missing,
            Different = different,
            BytesRead = read,
            BytesEnded = ended,
            Failures = FailureTally.Sorted(failures),
            Keys = keys,
        };
    }

    private static bool IsInDoubt(ManifestEntry entry, ShardProgress progress, int index) =>
        progress.Outcomes[index] is { Kind: OutcomeKind.Transferred or OutcomeKind.Skipped, Source: { } proven }
        && progress.EarlierAt(index, entry, null)?.Without(proven) is not null;
}
