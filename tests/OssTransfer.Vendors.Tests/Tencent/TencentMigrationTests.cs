using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Tencent;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Tencent;

public sealed class TencentMigrationTests : MigrationSuite
{
    protected override string Bucket => TencentBucket.Name;

    protected override string MetaPrefix => "x-cos-meta-";

    protected override string NoSuchBucketCode => "NoSuchBucket";

    protected override EmulatorFault Throttle { get; } = new(EmulatorFaultKind.Refuse)
    {
        Status = 503, Code = "RequestRateLimitExceeded", Headers = [new("Retry-After", "1")],
    };

    protected override TimeSpan? AskedDelay => TimeSpan.FromSeconds(1);

    protected override Task<EmulatorServer> StartAsync(EmulatorOptions options) => CosVendor.StartAsync(options, Token);

    protected override IObjectStore Open(string? bucket = null) => TencentBucket.Open(Server, options => options with { Bucket = bucket ?? Bucket });

    protected override EmulatorObject Put(EmulatorObject stored) => CosObjects.Normal(stored);

    protected override EmulatorObject PutInParts(EmulatorObject stored, int parts) => CosObjects.OfParts(stored, parts);

    protected override EmulatorObject Freeze(EmulatorObject stored) => stored with { StorageClass = "DEEP_ARCHIVE", Restore = RestoreState.Frozen };

    protected override bool CanHold(ObjectKey key) => TencentBucket.CannotHold(key) is null;

    [Fact]
    public async Task An_appended_object_whose_etag_looks_like_an_md5_is_not_taken_for_damaged()
    {
        Seed(CosObjects.Appended(New("log", 5000)));

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, false), (moved.Only.Kind, moved.Only.SourceUnproven));
    }

    [Fact]
    public async Task A_listing_that_cannot_tell_whether_an_object_was_restored_leaves_it_to_the_reading()
    {
        Seed(
            Put(New("a", 1)) with { StorageClass = "ARCHIVE", Restore = RestoreState.Restored },
            Put(New("b", 1)) with { StorageClass = "STANDARD_IA" },
            Put(New("c", 1)));
        await using var store = Open();

        var pages = new List<ListPage>();
        await foreach (var page in store.Reader.ListAsync(new(default), Token))
        {
            pages.Add(page);
        }

        var entries = Assert.Single(pages).Entries;
        Assert.Equal(["ARCHIVE", "STANDARD_IA", null], entries.Select(entry => entry.StorageClass));
        Assert.All(entries, entry => Assert.Equal(EntryProblem.None, entry.Problem));
    }
}
