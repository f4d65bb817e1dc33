using OssTransfer.Emulators.Baidu;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Baidu;

public sealed class BaiduMigrationTests : MigrationSuite
{
    protected override string Bucket => BaiduBucket.Name;

    protected override string MetaPrefix => "x-bce-meta-";

    protected override string NoSuchBucketCode => "NoSuchBucket";

    protected override EmulatorFault Throttle { get; } = new(EmulatorFaultKind.Refuse) { Status = 503, Code = "RequestRateLimitExceeded" };

    protected override TimeSpan? AskedDelay => null;

    protected override Task<EmulatorServer> StartAsync(EmulatorOptions options) => BosVendor.StartAsync(options, Token);

    protected override IObjectStore Open(string? bucket = null) => BaiduBucket.Open(Server, options => options with { Bucket = bucket ?? Bucket });

    protected override EmulatorObject Put(EmulatorObject stored) => BosObjects.Normal(stored);

    protected override EmulatorObject PutInParts(EmulatorObject stored, int parts) => BosObjects.OfParts(stored);

    protected override EmulatorObject Freeze(EmulatorObject stored) => stored with { StorageClass = "ARCHIVE", Restore = RestoreState.Frozen };

    protected override bool CanHold(ObjectKey key) => true;

    [Fact]
    public async Task An_appended_object_whose_etag_looks_like_an_md5_is_not_taken_for_damaged()
    {
        Seed(BosObjects.Appended(New("log", 5000)));

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, false), (moved.Only.Kind, moved.Only.SourceUnproven));
    }

    [Fact]
    public async Task A_symlink_arrives_as_what_it_stands_for_with_its_own_metadata()
    {
        var target = Put(New("dir/target", 5000));
        Seed(target, Link("link", "dir/target") with { Headers = [new("x-bce-meta-own", "yes")] });

        var moved = await MoveAsync();

        Assert.Equal((OutcomeKind.Transferred, 5000L), (moved.Outcomes["link"].Kind, moved.Outcomes["link"].Size));
        Assert.Equal(target.Content, moved.Bucket["link"]!.ToArray());
        Assert.Equal("yes", moved.Bucket["link"]!.Metadata["own"]);
    }

    [Fact]
    public async Task A_symlink_that_leads_nowhere_is_told()
    {
        Seed(Link("link", "nowhere"));

        var moved = await MoveAsync();

        Assert.Equal(OutcomeKind.Gone, moved.Only.Kind);
    }

    private static EmulatorObject Link(string key, string target) => New(key, 0) with
    {
        Form = ObjectForm.Symlink, Target = System.Text.Encoding.UTF8.GetBytes(target), ETag = "5d41402abc4b2a76b9719d911017c592",
    };
}
