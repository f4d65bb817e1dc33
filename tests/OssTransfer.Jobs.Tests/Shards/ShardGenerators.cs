using FsCheck;
using FsCheck.Fluent;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Shards;

/// <summary>Manifests and outcomes of every shape, with odd keys and ETags.</summary>
internal static class ShardGenerators
{
    private const string Md5 = "0123456789abcdef0123456789abcdef";

    public static Gen<ObjectKey> Key { get; } = Gen.OneOf(
        Gen.Elements("", "/", "//", ".", "..", "a b+c%2F", "\u0001\t\n", "图/é", "e\u0301", "😀", "a/b/c", new string('k', 1024)).Select(ObjectKey.From),
        Gen.ArrayOf(Gen.Choose(0, 255).Select(number => (byte)number)).Select(bytes => new ObjectKey(bytes)));

    public static Gen<string?> ETag { get; } = Gen.Elements<string?>(
        null, "", "opaque", Md5, "0123456789ABCDEF0123456789ABCDEF", "0123456789aBcdef0123456789abcdef", "00000000000000000000000000000000",
        "11111111111111111111111111111111",
        Md5 + "-1", Md5 + "-10000", Md5 + "-0", Md5 + "-01", Md5 + "-", Md5 + "-5x", Md5 + "-5\0", Md5 + "-99999999999", "0123456789ABCDEF0123456789ABCDEF-3",
        "0123456789abcdef0123456789abcde\0", "  23456789abcdef0123456789abcdef", Md5 + Md5, "W/\"x\"", "图", "\"quoted\"");

    public static Gen<SourceFacts> Facts { get; } =
        from size in Number(-1).Select(size => size < 0 ? null : (long?)size)
        from ticks in Gen.OneOf(Gen.Constant(0L), Gen.Choose(0, int.MaxValue).Select(n => n * 1_000_000_007L), Gen.Constant(DateTime.MaxValue.Ticks))
        from etag in ETag
        select new SourceFacts(size, ticks == 0 ? null : new(ticks, TimeSpan.Zero), etag);

    public static Gen<ContentDigest?> Digest { get; } = Gen.OneOf(
        Gen.Constant<ContentDigest?>(null),
        from hash in Gen.Elements(default, new Hash128(ulong.MaxValue, ulong.MaxValue), Hash128.Parse(Md5))
        from parts in Gen.Elements(1, 2, 10_000)
        from partBytes in Gen.Elements(0L, 5L << 20, 5L << 30)
        select (ContentDigest?)new ContentDigest(hash, parts, partBytes));

    public static Gen<ManifestEntry> Entry { get; } =
        from key in Key
        from action in Gen.Elements(Enum.GetValues<EntryAction>())
        from facts in Facts
        from recordFacts in Gen.OneOf(Gen.Constant(facts), Facts)
        from record in Record(key, recordFacts)
        from destination in Destination()
        from isOurs in Flag
        from evenIfEqual in Flag
        from refusal in Gen.Elements(OutcomeKind.Failed, OutcomeKind.NeedsRestore)
        from problem in Gen.Elements(Enum.GetValues<EntryProblem>())
        from reason in Gen.Elements<string?>(null, "", "the link leads nowhere", "图")
        from expected in action == EntryAction.Compare ? Digest : Gen.Constant<ContentDigest?>(null)
        select new ManifestEntry(key, action, facts)
        {
            Record = record,
            Destination = destination,
            IsOurs = isOurs,
            EvenIfEqual = evenIfEqual,
            Refusal = reason is null ? OutcomeKind.None : refusal,
            Problem = reason is null ? EntryProblem.None : problem,
            Reason = reason,
            Expected = expected,
        };

    public static Gen<ShardManifest> Manifest { get; } = Gen.ListOf(Entry).Select(entries => new ShardManifest([.. entries.OrderBy(entry => entry.Key)]));

    private static Gen<bool> Flag => Gen.Elements(true, false);

    public static Gen<TransferOutcome> Outcome(int index) =>
        from kind in Gen.Elements(Enum.GetValues<OutcomeKind>())
        from proof in Gen.Elements(Enum.GetValues<ProofKind>())
        from etags in Gen.ArrayOf(ETag, 2)
        from digest in Digest
        from size in Number(-1)
        from sent in Gen.Choose(0, 3)
        from bytesSent in Gen.OneOf(Gen.Constant(size), Number(0))
        from unproven in Flag
        from opaque in Flag
        from modified in Gen.Elements<DateTimeOffset?>(null, DateTimeOffset.UnixEpoch, new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero).AddTicks(7))
        from dropped in Gen.SubListOf("Expires", "x-amz-meta-图", "")
        from failure in Gen.OneOf(Gen.Constant<TransferFailure?>(null), Failure())
        from copied in Flag
        from difference in Gen.Elements(Enum.GetValues<Difference>())
        from bytesRead in Number(0)
        select new TransferOutcome(index, kind)
        {
            Proof = proof,
            SourceUnproven = unproven,
            DestinationETag = etags[0],
            Digest = digest,
            Size = size < 0 ? null : size,
            Source = kind is OutcomeKind.Transferred or OutcomeKind.Skipped or OutcomeKind.Conflict
                ? new(size < 0 ? null : size, etags[1], modified) { HasOpaqueETag = opaque }
                : null,
            ObjectsSent = sent,
            BytesSent = Math.Max(0, bytesSent),
            CopiedInside = copied,
            Difference = difference,
            BytesRead = bytesRead,
            DroppedMetadata = [.. dropped],
            Failure = failure,
        };

    public static Gen<LargeObjectState> Step(int index) =>
        from generation in Gen.Choose(1, 3)
        from hash in Gen.Elements(default, new Hash128(ulong.MaxValue, ulong.MaxValue), new Hash128(1, 2))
        from etag in ETag
        from outcome in Outcome(index)
        from parts in Gen.Choose(0, 3)
        from stage in Gen.Choose(0, 4)
        select new LargeObjectState
        {
            Index = index,
            Generation = generation,
            Upload = stage == 0 ? null : new(generation, "upload/图\"", 16 << 20, new(1L << 40, etag, DateTimeOffset.UnixEpoch))
            {
                Published = [new(DigestKind.Crc64, new byte[] { 1, 2, 255 }), new(DigestKind.Md5OfParts, new byte[16]) { Parts = 7 }],
                DroppedMetadata = ["Expires"],
            },
            Parts = [.. Enumerable.Range(1, parts).Select(number => new MovedPart(number, "etag", hash, number))],
            Completing = stage < 3 ? null : new("expected-3", etag),
            Unsliced = generation == 1 ? null : new(1L << 40, "of slices", DateTimeOffset.UnixEpoch),
            AbortUploadId = stage == 4 ? "old" : null,
            Outcome = stage == 4 ? outcome : null,
            BytesSent = long.MaxValue,
        };

    private static Gen<CatalogueRecord?> Record(ObjectKey key, SourceFacts facts) => Gen.OneOf(
        Gen.Constant<CatalogueRecord?>(null),
        from etag in Gen.OneOf(Gen.Constant(facts.ETag), ETag)
        from digest in Digest
        from proof in Gen.Elements(Enum.GetValues<ProofKind>())
        from unproven in Flag
        from misses in Gen.Choose(0, CatalogueRecord.MaxMisses)
        from since in Gen.Elements(0L, 1L, DateTime.MaxValue.Ticks)
        from differs in Flag
        from opaque in Flag
        from former in ETag
        from written in Flag
        select (CatalogueRecord?)new CatalogueRecord(key, facts, etag, digest, proof)
        {
            SourceUnproven = unproven,
            Misses = misses,
            OursSinceTicks = since,
            Differs = differs,
            HasOpaqueSourceETag = opaque,
            FormerETag = former,
            IsWritten = written,
        });

    private static Gen<DestinationObject?> Destination() => Gen.OneOf(
        Gen.Constant<DestinationObject?>(null),
        from size in Number(-1).Select(size => size < 0 ? null : (long?)size)
        from ticks in Gen.Elements(0L, 1L, DateTime.MaxValue.Ticks)
        from etag in ETag
        select (DestinationObject?)new DestinationObject(size, ticks == 0 ? null : new(ticks, TimeSpan.Zero), etag));

    private static Gen<TransferFailure?> Failure() =>
        from side in Gen.Elements(Enum.GetValues<TransferSide>())
        from kind in Gen.Elements(Enum.GetValues<StorageErrorKind>())
        from isFatal in Flag
        select (TransferFailure?)new TransferFailure(side, kind, "no answer\n图") { IsFatalForJob = isFatal };

    private static Gen<long> Number(long smallest) => Gen.Elements(smallest, 0L, 1L, 127L, 128L, 1L << 31, 5L << 40, long.MaxValue);
}
