using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What counts as equal, and what may be overwritten, is the user's choice.</summary>
public sealed class PolicyTests
{
    private static readonly DateTimeOffset Later = DateTimeOffset.UtcNow.AddHours(1);

    [Fact]
    public async Task Equal_sizes_are_not_sent_where_sizes_are_compared_and_the_check_still_looks_at_content()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("same", Samples.Bytes(1000, 1));
        bench.Write("other", Samples.Bytes(1000, 2));
        bench.Write("longer", Samples.Bytes(1001, 3));
        bench.Target.Put("same", Samples.Bytes(1000, 1));
        bench.Target.Put("other", Samples.Bytes(1000, 9), lastModified: Later);
        bench.Target.Put("longer", Samples.Bytes(1000, 3), lastModified: Destination.LongAgo);

        var trusting = (await bench.RunAsync("run", bench.DiskToStore("trusting", "sync-compare: size\ncheck-time: never"), "--json")).Expect(0).Job;
        Assert.Equal((1, 2), (trusting.Objects.Transferred, trusting.Objects.Skipped));
        Assert.Equal(2, trusting.Proofs["size"]);
        Assert.Equal(1, bench.Server.Requests.Count(S3Operation.PutObject));

        var checking = (await bench.RunAsync("run", bench.DiskToStore("checking", "sync-compare: size"), "--yes", "--json")).Expect(3).Job;
        Assert.Equal((3, 1), (checking.Objects.Skipped, checking.Check!.Differences));
        Assert.Equal(1, bench.Server.Requests.Count(S3Operation.PutObject));

        // Whoever compares content sends it; what this job didn't write and is newer stays as it is.
        var careful = (await bench.RunAsync("run", bench.DiskToStore("careful", "sync-compare: digest"), "--yes", "--json")).Expect(3).Job;
        Assert.Equal((0, 2, 1), (careful.Objects.Transferred, careful.Objects.Skipped, careful.Objects.Conflict));
        bench.AtTarget.Keep("other");
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Theory]
    [InlineData("safe", 3, 1, 1)]
    [InlineData("always", 0, 2, 0)]
    [InlineData("never", 3, 0, 2)]
    public async Task Differing_objects_are_overwritten_as_chosen(string choice, int code, int transferred, int conflicts)
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("newer", Samples.Bytes(1000, 1));
        bench.Origin.Put("older", Samples.Bytes(1000, 2));
        bench.Target.Put("newer", Samples.Bytes(900, 1), lastModified: Later);
        bench.Target.Put("older", Samples.Bytes(900, 2), lastModified: Destination.LongAgo);

        var job = (await bench.RunAsync("run", bench.StoreToStore("choice", $"sync-overwrite: {choice}"), "--json")).Expect(code).Job;

        Assert.Equal((transferred, conflicts), ((int)job.Objects.Transferred, (int)job.Objects.Conflict));
        foreach (var key in new[] { "newer", "older" }.Take(conflicts))
        {
            bench.AtTarget.Keep(key);
        }

        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Everything_is_sent_in_each_pass_where_nothing_counts_as_equal()
    {
        await using var bench = await Bench.StartApartAsync();
        for (var i = 0; i < 5; i++)
        {
            bench.Origin.Put($"k{i}", Samples.Bytes(100, i));
        }

        var job = bench.StoreToStore("always", "sync-compare: always");
        (await bench.RunAsync("run", job)).Expect(0);
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal((5, 5), ((int)second.Objects.Transferred, (int)second.Objects.Sent));
        Assert.Equal(10, bench.TargetServer.Requests.Count(S3Operation.PutObject));
        bench.AtTarget.AssertHolds(bench.Objects);
    }
}
