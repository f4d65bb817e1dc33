using System.Globalization;
using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Benchmarks;

/// <summary>A simulated bucket or directory of small objects; its keys, sizes, times and validators are drawn from a fixed seed.</summary>
internal sealed class StateSource(
    string name, Func<Random, Hash128, long, DateTimeOffset, string?> etag, StoreTraits traits, bool isDated = true, int objects = 0)
    : IObjectReader
{
    private const int PageSize = 1000;

    /// <summary>What is measured.</summary>
    public static IReadOnlyList<StateSource> All { get; } =
    [
        new("s3 dated", (_, md5, _, _) => Hex(md5), S3Traits),
        new("s3 uuid", (_, md5, _, _) => Hex(md5), S3Traits, isDated: false),
        new("aliyun dated", (_, md5, _, _) => Hex(md5).ToUpperInvariant(), S3Traits),
        new(
            "disk dated",
            (random, _, size, time) => string.Create(CultureInfo.InvariantCulture, $"{random.NextInt64(1L << 24):x}-{size:x}-{time.UtcTicks:x}"),
            S3Traits),
        new("multipart dated", (random, _, _, _) => $"{Hex(Any(random))}-2", S3Traits),
    ];

    public string Name => name;

    public StoreTraits Traits => traits;

    public StoreTraits Destination => S3Traits;

    private static StoreTraits S3Traits => new() { Name = "simulated", KeyOrder = KeyOrder.Utf8Bytes, ETag = ETagMeaning.Md5, ChecksContentMd5 = true };

    public StateSource With(int count) => new(name, etag, traits, isDated, count);

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
#pragma warning disable CA5394
        var random = new Random(7);
        var page = new List<ObjectEntry>(PageSize);
        for (var i = 0; i < objects; i++)
        {
            var size = (long)Math.Exp(8 + (random.NextDouble() * 6));
            var modified = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) + TimeSpan.FromSeconds((i * 31L) + random.Next(3600));
            page.Add(new(ObjectKey.From(isDated ? Dated(i, random) : Uuid(i, objects, random)), size, modified, etag(random, Any(random), size, modified)));
            if (page.Count == PageSize)
            {
                yield return new(page, ListCursor.After(page[^1].Key));
                page = new(PageSize);
            }
        }
#pragma warning restore CA5394

        yield return new(page, null);
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException("a plan asks no HEAD");

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("a plan reads nothing");

    /// <summary>A proven PUT: the destination's ETag is the MD5, which is the source's where that is one.</summary>
    public TransferOutcome OutcomeOf(ManifestEntry entry, int index)
    {
        var form = ETagForm.Of(entry.Source.ETag);
        var md5 = form.Kind is ETagKind.LowerHex or ETagKind.UpperHex ? form.Hash : Any(new Random(entry.Key.GetHashCode()));
        return new(index, OutcomeKind.Transferred)
        {
            Size = entry.Source.Size,
            Source = new(entry.Source.Size, entry.Source.ETag, entry.Source.LastModified),
            DestinationETag = Hex(md5),
            Digest = new(md5, 1, 0),
            Proof = ProofKind.Md5,
            SourceUnproven = form.Kind is not (ETagKind.LowerHex or ETagKind.UpperHex),
            ObjectsSent = 1,
            BytesSent = entry.Source.Size ?? 0,
        };
    }

    // Camera pictures in one directory per day: 40 bytes.
#pragma warning disable CA5394
    private static string Dated(int i, Random random)
    {
        var time = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(i * 31L);
        return string.Create(CultureInfo.InvariantCulture, $"photos/{time:yyyy/MM/dd}/{time:HHmmss}-{random.Next(1 << 28):x8}.jpeg");
    }

    // Names that are random numbers, in order: 42 bytes.
    private static string Uuid(int i, int count, Random random)
    {
        var high = (ulong)((i + random.NextDouble()) / count * ulong.MaxValue);
        var low = (ulong)random.NextInt64();
        return string.Create(
            CultureInfo.InvariantCulture, $"data/{high >> 32:x8}-{(high >> 16) & 0xFFFF:x4}-4{high & 0xFFF:x3}-a{low & 0xFFF:x3}-{low >> 16:x12}");
    }

    private static Hash128 Any(Random random) =>
        new((ulong)random.NextInt64(long.MinValue, long.MaxValue), (ulong)random.NextInt64(long.MinValue, long.MaxValue));
#pragma warning restore CA5394

    private static string Hex(Hash128 md5) => md5.ToHex();
}
