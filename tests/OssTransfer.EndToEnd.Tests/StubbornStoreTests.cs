using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Stores that ask for hours, send elsewhere and list what can't be used: it costs what it must, and somebody is told.</summary>
public sealed class StubbornStoreTests
{
    private static readonly S3Operation[] Listings = [S3Operation.ListObjects, S3Operation.ListObjectsV2];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Store_that_asks_for_an_hour_is_asked_again_within_seconds_and_that_is_told()
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("k", Samples.Bytes(100, 1));
        bench.Server.Faults.Add(Fault.SlowDown(1, TimeSpan.FromHours(1), Listings));

        var run = (await bench.RunAsync("run", bench.StoreToStore("hour"))).Expect(0);

        Assert.Contains("asked to wait 3600 s", run.Out + run.Error, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Redirect_that_passes_costs_no_object_and_pauses_no_job()
    {
        await using var bench = await Bench.StartApartAsync();
        for (var i = 0; i < 5; i++)
        {
            bench.Origin.Put($"k{i}", Samples.Bytes(100, i));
        }

        bench.TargetServer.Faults.Add(new() { Kind = FaultKind.Error, Status = 307, Code = "TemporaryRedirect", Operations = [S3Operation.PutObject] });
        bench.Server.Faults.Add(new() { Kind = FaultKind.Error, Status = 301, Code = "PermanentRedirect", Operations = [S3Operation.GetObject] });

        var run = (await bench.RunAsync("run", bench.StoreToStore("passing"), "--json")).Expect(0).Job;

        Assert.Equal((5L, 0L), (run.Objects.Transferred, run.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Row_of_a_listing_that_cannot_be_used_fails_alone()
    {
        await using var bench = await Bench.StartAsync();
        bench.Origin.Put("a", [1, 2]);
        bench.Origin.Put("b", [3]);
        bench.Server.Faults.Add(new() { Kind = FaultKind.KeylessRow, Bucket = "origin", Operations = Listings, Times = null });

        var run = (await bench.RunAsync("run", bench.StoreToStore("row"), "--json")).Expect(3).Job;
        await bench.StartSiloAsync();
        var failures = (await bench.RunAsync("failures", "row")).Expect(0).Out;

        Assert.Equal((3L, 2L, 1L), (run.Objects.Listed, run.Objects.Transferred, run.Objects.Failed));
        Assert.Contains("without a key", Assert.Single(failures.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData(FaultKind.NoTruncation, null)]
    [InlineData(FaultKind.BlankPage, 3)]
    public async Task Page_that_lacks_what_a_page_must_have_is_not_the_end(FaultKind kind, int? times)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 1500; i++)
        {
            bench.Origin.Put($"k{i:d4}", []);
        }

        var fault = bench.Server.Faults.Add(new() { Kind = kind, Bucket = "origin", Operations = Listings, Times = times });
        var job = bench.StoreToStore("pages");
        var broken = await bench.RunAsync("run", job, "--json");
        bench.Server.Faults.Remove(fault);
        (await bench.RunAsync("run", job, "--json")).Expect(0);

        // What passes is asked for again, what stays is no listing.
        Assert.Equal(times is null, broken.Code != 0);
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Another_bucket_is_taken_after_the_old_one_was_cleaned_up()
    {
        await using var bench = await Bench.StartApartAsync();
        var other = bench.TargetServer.Buckets.Add("other");
        var atOther = Destination.In(other);
        atOther.Witness();
        bench.Origin.Put("large", Samples.Bytes(Samples.LargeBytes, 1));
        bench.TargetServer.Faults.Add(Fault.RevokedKey() with { Operations = [S3Operation.UploadPart], PartNumber = 2 });
        await bench.StartSiloAsync();
        var file = bench.StoreToStore("moves");
        (await bench.RunAsync("add", file, "--wait")).Expect(5);
        bench.TargetServer.Faults.Clear();
        var open = bench.Target.Uploads.Count;

        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(file, Cancel)).Replace("des-bucketName: target", "des-bucketName: other", StringComparison.Ordinal), Cancel);
        (await bench.RunAsync("edit", "moves", "--file", file)).Expect(0);
        (await bench.RunAsync("redo", "moves")).Expect(0);
        var done = await bench.UntilAsync("moves", job => job is { Run: 2, IsActive: false });

        Assert.Equal((1, "done", (ExitCode?)ExitCode.Done), (open, done.State, done.ExitCode));
        Assert.Empty(bench.Target.Uploads);
        Assert.Empty(other.Uploads);
        bench.AtTarget.AssertHolds(Manifest.Empty);
        atOther.AssertHolds(bench.Objects);
    }
}
