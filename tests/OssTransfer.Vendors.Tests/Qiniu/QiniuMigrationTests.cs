using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Vendors.Tests.Migration;

namespace OssTransfer.Vendors.Tests.Qiniu;

public sealed class QiniuMigrationTests : MigrationSuite
{
    protected override string Bucket => QiniuBucket.Name;

    protected override string MetaPrefix => "x-qn-meta-";

    protected override string NoSuchBucketCode => "no such bucket";

    protected override EmulatorFault Throttle { get; } = new(EmulatorFaultKind.Refuse) { Status = 573, Code = "the object is accessed too often" };

    protected override TimeSpan? AskedDelay => null;

    protected override Task<EmulatorServer> StartAsync(EmulatorOptions options) => KodoVendor.StartAsync(options, Token);

    protected override IObjectStore Open(string? bucket = null) => QiniuBucket.Open(Server, options => options with { Bucket = bucket ?? Bucket });

    protected override EmulatorObject Put(EmulatorObject stored) => KodoObjects.Normal(stored);

    protected override EmulatorObject PutInParts(EmulatorObject stored, int parts) => KodoObjects.Normal(stored);

    protected override EmulatorObject Freeze(EmulatorObject stored) => stored with { StorageClass = "2", Restore = RestoreState.Frozen };

    protected override bool CanHold(ObjectKey key) => true;

    // A download's URL holds until a deadline, an hour from now; nothing else in it is a time.
    protected override bool RefusesSkew(int minutes) => minutes > 60;

    [Theory]
    [InlineData(16)]
    [InlineData(-16)]
    public async Task A_listing_with_a_wrong_clock_is_refused_once(int minutes)
    {
        Seed(Put(New("k", 10)));
        Server.State.ClockOffset = TimeSpan.FromMinutes(minutes);
        await using var store = Open();

        var failure = await Assert.ThrowsAsync<StorageException>(() => CountAsync(store));

        Assert.Equal((StorageErrorKind.Clock, 403), (failure.Kind, failure.Status));
        Assert.Equal(1, await CountAsync(store));
    }

    [Fact]
    public async Task An_object_of_other_parts_arrives_and_counts_as_unproven()
    {
        Seed(KodoObjects.OfOtherParts(New("small", 5000)), KodoObjects.OfOtherParts(New("large", 12 << 20)));

        var moved = await MoveAsync();

        Assert.All(moved.Outcomes, row => Assert.Equal((OutcomeKind.Transferred, true), (row.Value.Kind, row.Value.SourceUnproven)));
    }

    [Fact]
    public async Task An_object_that_changes_between_listing_and_reading_arrives_as_it_is_then()
    {
        Seed(Put(New("k", 5000)));
        Server.Faults.Add(new(EmulatorFaultKind.Refuse) { Status = 608, When = request => request.Operation == "GetObject" });

        var moved = await MoveAsync();

        Assert.Equal(OutcomeKind.Transferred, moved.Only.Kind);
    }

    private static async Task<int> CountAsync(IObjectStore store)
    {
        var count = 0;
        await foreach (var page in store.Reader.ListAsync(new(default), Token))
        {
            count += page.Entries.Count;
        }

        return count;
    }
}
