using OssTransfer.Emulators.Aliyun;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Aliyun;

public sealed class AliyunMigrationTests : MigrationSuite
{
    protected override string Bucket => AliyunBucket.Name;

    protected override string MetaPrefix => "x-oss-meta-";

    protected override string NoSuchBucketCode => "NoSuchBucket";

    protected override EmulatorFault Throttle { get; } = new(EmulatorFaultKind.Refuse)
    {
        Status = 503, Code = "DownloadTrafficRateLimitExceeded", Headers = [new("x-oss-qos-delay-time", "150")],
    };

    protected override TimeSpan? AskedDelay => TimeSpan.FromMilliseconds(150);

    protected override Task<EmulatorServer> StartAsync(EmulatorOptions options) => OssVendor.StartAsync(options, Token);

    protected override IObjectStore Open(string? bucket = null) => AliyunBucket.Open(Server, options => options with { Bucket = bucket ?? Bucket });

    protected override EmulatorObject Put(EmulatorObject stored) => OssObjects.Normal(stored);

    protected override EmulatorObject PutInParts(EmulatorObject stored, int parts) => OssObjects.OfParts(stored, parts);

    protected override EmulatorObject Freeze(EmulatorObject stored) => stored with { StorageClass = "Archive", Restore = RestoreState.Frozen };

    protected override bool CanHold(ObjectKey key) => AliyunBucket.CannotHold(key) is null;

    [Fact]
    public async Task An_appended_object_whose_etag_looks_like_an_md5_is_not_taken_for_damaged()
    {
        Seed(OssObjects.Appended(New("log", 5000)));

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, false), (moved.Only.Kind, moved.Only.SourceUnproven));
    }

    [Fact]
    public async Task A_symlink_arrives_as_what_it_stands_for_with_its_own_metadata()
    {
        var target = Put(New("dir/target", 5000));
        Seed(target, Link("link", "dir/target") with { Headers = [new("x-oss-meta-own", "yes")] });

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, 5000L), (moved.Outcomes["link"].Kind, moved.Outcomes["link"].Size));
        Assert.Equal(target.Content, moved.Bucket["link"]!.ToArray());
        Assert.Equal("yes", moved.Bucket["link"]!.Metadata["own"]);
    }

    [Fact]
    public async Task A_large_object_behind_a_symlink_arrives()
    {
        var target = PutInParts(New("target", 12 << 20), 3);
        Seed(target, Link("link", "target"));

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, false), (moved.Outcomes["link"].Kind, moved.Outcomes["link"].SourceUnproven));
        Assert.Equal(target.Content, moved.Bucket["link"]!.ToArray());
    }

    [Fact]
    public async Task A_listing_says_of_a_symlink_what_head_says_and_names_a_broken_one()
    {
        Seed(Put(New("target", 5000)), Link("good", "target"), Link("dangling", "nowhere"));
        await using var store = Open();

        var entries = new Dictionary<string, ObjectEntry>();
        await foreach (var page in store.Reader.ListAsync(new(default), Token))
        {
            page.Entries.ToList().ForEach(entry => entries.Add(entry.Key.ToString(), entry));
        }

        var head = await store.Reader.HeadAsync(ObjectKey.From("good"), Token);
        Assert.Equal((head!.Size, head.ETag, EntryProblem.None), (entries["good"].Size, entries["good"].ETag, entries["good"].Problem));
        Assert.Equal((null, EntryProblem.BrokenLink), (entries["dangling"].Size, entries["dangling"].Problem));
    }

    [Fact]
    public async Task A_listing_names_frozen_objects_where_it_can_be_sure()
    {
        Seed(
            Put(New("a", 1)) with { StorageClass = "ColdArchive", Restore = RestoreState.Frozen },
            Put(New("b", 1)) with { StorageClass = "DeepColdArchive", Restore = RestoreState.Restored },
            Put(New("c", 1)) with { StorageClass = "Archive", Restore = RestoreState.None },
            Put(New("d", 1)) with { StorageClass = "IA" },
            Put(New("e", 1)));
        await using var store = Open();

        var pages = new List<ListPage>();
        await foreach (var page in store.Reader.ListAsync(new(default), Token))
        {
            pages.Add(page);
        }

        var entries = Assert.Single(pages).Entries;
        Assert.Equal(["ColdArchive", "DeepColdArchive", "Archive", "IA", null], entries.Select(entry => entry.StorageClass));
        Assert.Equal(
            [EntryProblem.NeedsRestore, EntryProblem.None, EntryProblem.None, EntryProblem.None, EntryProblem.None],
            entries.Select(entry => entry.Problem));
    }

    private static EmulatorObject Link(string key, string target) => New(key, 0) with
    {
        Form = ObjectForm.Symlink, Target = System.Text.Encoding.UTF8.GetBytes(target), ETag = "5D41402ABC4B2A76B9719D911017C592",
    };
}
