using System.Collections.Immutable;
using System.Text.Json;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Tests.Shards;

/// <summary>
/// Payloads as every version of the program stored them, kept as files: each is read for what it says.
/// With <c>OSSTRANSFER_TEST_WRITE_STORED</c>=DIRECTORY the present version's are written there.
/// </summary>
public sealed class StoredPayloadTests
{
    private const string Md5 = "0123456789abcdef0123456789abcdef";
    private static readonly Hash128 Hash = Hash128.Parse(Md5);

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, Payload.Columns)];

    [Theory]
    [MemberData(nameof(Versions))]
    public void A_manifest_of_any_version_says_what_it_said(int version) =>
        Assert.Equal(Manifest().Entries, ManifestCodec.Decode(Stored("manifest", version)).Entries);

    [Theory]
    [MemberData(nameof(Versions))]
    public void Progress_of_any_version_says_what_it_said(int version)
    {
        var progress = ProgressCodec.Decode(Manifest(), Stored("progress", version));

        Assert.Equal(JsonSerializer.Serialize(Progress().Outcomes), JsonSerializer.Serialize(progress.Outcomes));
        Assert.Equal(JsonSerializer.Serialize(Progress().Large), JsonSerializer.Serialize(progress.Large));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_index_page_of_any_version_says_what_it_said(int version) =>
        Assert.Equal(Lines(), CatalogueIndex.Decode(Stored("index", version)));

    [Fact]
    public void Marks_say_what_they_said()
    {
        var progress = ProgressCodec.Decode(Marked(), Stored("marked-progress", Payload.Marks));

        Assert.Equal(Marked().Entries, ManifestCodec.Decode(Stored("marked-manifest", Payload.Marks)).Entries);
        Assert.Equal(JsonSerializer.Serialize(MarkedProgress().Outcomes), JsonSerializer.Serialize(progress.Outcomes));
    }

    [Fact]
    public void Doubts_say_what_they_said()
    {
        var progress = ProgressCodec.Decode(Manifest(), Stored("doubted-progress", Payload.Columns));
        var manifest = ManifestCodec.Decode(Stored("doubted-manifest", Payload.Columns));

        Assert.Equal((Doubts().Indexes, DateTimeOffset.UnixEpoch), (progress.Doubts.Indexes, manifest.SeenAt!.Value));
        Assert.Equal(Doubts().NotedOf(5), progress.Doubts.NotedOf(5));
        var (expected, earlier) = (Doubted().Entries[0].Record!.Earlier!, manifest.Entries[0].Record!.Earlier!);
        Assert.Equal(expected.Versions, earlier.Versions);
        Assert.Equal((expected.Since, expected.Before), (earlier.Since, earlier.Before));
    }

    [Theory]
    [InlineData("doubted-manifest", Payload.Columns)]
    [InlineData("doubted-progress", Payload.Columns)]
    [InlineData("manifest", Payload.Columns)]
    [InlineData("progress", Payload.Columns)]
    [InlineData("index", Payload.Columns)]
    [InlineData("marked-manifest", Payload.Marks)]
    [InlineData("marked-progress", Payload.Marks)]
    public void What_is_written_now_is_the_version_whose_files_are_here(string name, int version) =>
        Assert.Equal(version, Written(name)[0]);

    [Fact]
    public void A_payload_of_a_newer_version_is_refused_and_both_versions_are_named()
    {
        var newer = (byte[])[Payload.CurrentVersion + 1, .. Written("manifest")[1..]];

        var refused = Assert.Throws<InvalidDataException>(() => ManifestCodec.Decode(newer));

        Assert.Contains($"version {Payload.CurrentVersion + 1}", refused.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidDataException>(() => CatalogueIndex.Decode(newer));
        Assert.Throws<InvalidDataException>(() => ProgressCodec.Decode(Manifest(), newer));
    }

    private static byte[] Stored(string name, int version)
    {
        if (Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_WRITE_STORED") is { Length: > 0 } directory && version == Written(name)[0])
        {
            File.WriteAllBytes(Path.Combine(directory, $"{name}-v{version}.bin"), Written(name));
        }

        return File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Shards", "Stored", $"{name}-v{version}.bin"));
    }

    private static byte[] Written(string name) => name switch
    {
        "manifest" => ManifestCodec.Encode(Manifest()),
        "progress" => ProgressCodec.Encode(Manifest(), Progress()),
        "doubted-manifest" => ManifestCodec.Encode(Doubted()),
        "doubted-progress" => ProgressCodec.Encode(Manifest(), ShardProgress.Start(7).With([], [], Doubts())),
        "marked-manifest" => ManifestCodec.Encode(Marked()),
        "marked-progress" => ProgressCodec.Encode(Marked(), MarkedProgress()),
        _ => CatalogueIndex.Encode(Lines()),
    };

    private static ShardManifest Manifest()
    {
        var (key, ticks) = (ObjectKey.From("photos/图/1.jpg"), new DateTime(2026, 2, 3, 4, 5, 6, DateTimeKind.Utc).Ticks);
        var facts = new SourceFacts(4096, new(ticks, TimeSpan.Zero), Md5);
        return new(
        [
            new(new([0, 255, 10]), EntryAction.Refuse, new(null, null, null))
            {
                Refusal = OutcomeKind.Failed,
                Problem = EntryProblem.InvalidName,
                Reason = "the name is not valid UTF-8",
            },
            new(ObjectKey.From("old"), EntryAction.Retain, facts)
            {
                Record = new(ObjectKey.From("old"), facts, Md5, new ContentDigest(Hash, 1, 0), ProofKind.Md5) { Misses = 2 },
            },
            new(ObjectKey.From("photos/0"), EntryAction.Keep, facts)
            {
                Record = new(
                    ObjectKey.From("photos/0"),
                    facts with { LastModified = new(ticks - 70_000_001, TimeSpan.Zero) },
                    Md5 + "-3",
                    new ContentDigest(Hash, 3, 5 << 20),
                    ProofKind.Md5Parts)
                {
                    SourceUnproven = true, OursSinceTicks = ticks,
                },
            },
            new(key, EntryAction.Send, facts with { Key = ObjectKey.From("http://example.com/a?b=c") })
            {
                Destination = new(7, new(ticks, TimeSpan.Zero), "\"opaque\""),
                IsOurs = true,
            },
            new(ObjectKey.From("photos/图/2.jpg"), EntryAction.Send, new(long.MaxValue, new(ticks + 1, TimeSpan.Zero), "0123456789ABCDEF0123456789ABCDEF")),
            new(ObjectKey.From("photos/图/3.jpg"), EntryAction.Send, new(0, new(ticks - 10_000_000, TimeSpan.Zero), null)),
            new(ObjectKey.From("z"), EntryAction.Send, new(5L << 30, DateTimeOffset.MaxValue, "W/\"x\"")),
        ]);
    }

    private static ShardDoubts Doubts() =>
        ShardDoubts.None.Add([3, 4, 6]).Note(5, new(7, "changed", DateTimeOffset.UnixEpoch)).Note(5, new(0, null, default) { HasOpaqueETag = true });

    private static ShardManifest Doubted()
    {
        var record = new CatalogueRecord(ObjectKey.From("k"), new(4096, null, Md5), Md5, null, ProofKind.None)
        {
            Earlier = new([new(7, "changed", DateTimeOffset.UnixEpoch)])
            {
                Since = DateTimeOffset.UnixEpoch,
                Before = new(9, DateTimeOffset.UnixEpoch, "theirs"),
            },
        };
        return new([new(record.Key, EntryAction.Retain, record.Source) { Record = record }]) { SeenAt = DateTimeOffset.UnixEpoch };
    }

    private static ShardProgress Progress()
    {
        var upload = new MultipartUpload(2, "upload/图", 16 << 20, new(5L << 30, "W/\"x\"", DateTimeOffset.UnixEpoch))
        {
            Published = [new(DigestKind.Crc64, new byte[] { 1, 2, 255 })],
        };
        return ShardProgress.Start(7).With(
            [
                new(3, OutcomeKind.Transferred)
                {
                    Size = 4096,
                    Source = Listed(3),
                    DestinationETag = Md5,
                    Digest = new(Hash, 1, 0),
                    Proof = ProofKind.Md5,
                    ObjectsSent = 1,
                    BytesSent = 4096,
                    DroppedMetadata = ["Expires"],
                },
                new(4, OutcomeKind.Failed)
                {
                    Size = 1,
                    Digest = new(Hash, 2, 5 << 20),
                    ObjectsSent = 2,
                    BytesSent = 3,
                    Failure = new(TransferSide.Destination, StorageErrorKind.Transient, "no answer") { IsFatalForJob = true },
                },
                new(5, OutcomeKind.Skipped)
                {
                    Size = 0,
                    Source = Listed(5),
                    DestinationETag = "d41d8cd98f00b204e9800998ecf8427e",
                    Proof = ProofKind.Head,
                    SourceUnproven = true,
                },
            ],
            ImmutableDictionary<int, LargeObjectState>.Empty.Add(
                6,
                new()
                {
                    Index = 6,
                    Generation = 2,
                    Upload = upload,
                    Parts = [new(1, "etag", Hash, 16 << 20)],
                    Completing = new("expected-3", null),
                    AbortUploadId = "old",
                    BytesSent = 9,
                }));
    }

    private static SourceVersion Listed(int entry) =>
        Manifest().Entries[entry].Source is var facts ? new(facts.Size, facts.ETag, facts.LastModified) : null!;

    /// <summary>What programs that know no marks must refuse.</summary>
    private static ShardManifest Marked()
    {
        var facts = new SourceFacts(4096, new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero), Md5);
        return new(
        [
            new(ObjectKey.From("a"), EntryAction.Keep, facts)
            {
                Record = new(ObjectKey.From("a"), facts, Md5, new ContentDigest(Hash, 1, 0), ProofKind.Checksum)
                {
                    HasOpaqueSourceETag = true,
                    Differs = true,
                    Misses = 1,
                },
            },
            new(ObjectKey.From("b"), EntryAction.Send, facts) { EvenIfEqual = true, Destination = new(4096, DateTimeOffset.UnixEpoch, Md5) },
            new(ObjectKey.From("c"), EntryAction.Send, facts),
        ]);
    }

    private static ShardProgress MarkedProgress()
    {
        var now = new SourceVersion(4097, "now", new(2026, 2, 3, 5, 0, 0, TimeSpan.Zero));
        return ShardProgress.Start(3).With(
            [
                new(1, OutcomeKind.Transferred)
                {
                    Size = 4097,
                    Source = now with { HasOpaqueETag = true },
                    DestinationETag = "sealed",
                    Digest = new(Hash, 1, 0),
                    Proof = ProofKind.ContentMd5,
                    ObjectsSent = 1,
                    BytesSent = 4097,
                },
                new(2, OutcomeKind.Conflict) { Size = 4097, Source = now, DestinationETag = Md5 },
            ],
            ImmutableDictionary<int, LargeObjectState>.Empty);
    }

    private static SegmentRef[] Lines() =>
    [
        new(new([0, 255]), ShardId.Move(1, 0), 2000),
        new(ObjectKey.From("photos/图/1.jpg"), new(3, ShardKind.Move, 1, 17), 1),
        new(ObjectKey.From("photos/图/2.jpg"), ShardId.Move(int.MaxValue, int.MaxValue), int.MaxValue),
    ];
}
