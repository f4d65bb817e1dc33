using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Listings and bodies that take long: what has come so far counts, and nothing of it comes twice.</summary>
public sealed class LongWayTests
{
    private static readonly S3Operation[] Listings = [S3Operation.ListObjects, S3Operation.ListObjectsV2];

    [Fact]
    public async Task New_keys_between_remembered_ones_count_and_move_while_their_listing_goes_on()
    {
        const int New = 6500;
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("a", [1]);
        bench.Origin.Put("z", [2]);
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("between"))).Expect(0);
        await bench.UntilAsync("between", job => !job.IsActive);
        for (var i = 0; i < New; i++)
        {
            bench.Origin.Put($"m{i:d5}", []);
        }

        var goOn = new TaskCompletionSource();
        bench.Server.Faults.Add(new() { Kind = FaultKind.Slow, Bucket = "origin", Operations = Listings, Delay = TimeSpan.FromSeconds(1.2), Times = null });
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook, Bucket = "origin", Operations = Listings, Skip = 5, Hook = (_, cancellation) => goOn.Task.WaitAsync(cancellation),
        });
        (await bench.RunAsync("redo", "between")).Expect(0);

        var meanwhile = await bench.UntilAsync("between", job => job.Run == 2 && job.Objects is { Listed: >= 2000, Transferred: >= 1000 });
        Assert.InRange(meanwhile.Objects.Listed, 2000, 5001);
        goOn.SetResult();
        var end = await bench.UntilAsync("between", job => job.Run == 2 && !job.IsActive);

        Assert.Equal(("done", New + 2L, (long)New, 2L), (end.State, end.Objects.Listed, end.Objects.Transferred, end.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Body_that_breaks_off_again_and_again_arrives_as_long_as_each_try_brings_something()
    {
        const int Breaks = 12;
        const int Piece = 300_000;
        await using var bench = await Bench.StartApartAsync();
        var content = Samples.Bytes(4 << 20, 1);
        bench.Origin.Put("k", content);
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.CutBody, Bucket = "origin", Operations = [S3Operation.GetObject], AfterBytes = Piece, Times = Breaks, Reset = true,
        });

        var job = (await bench.RunAsync("run", bench.StoreToStore("breaks"), "--json")).Expect(0).Job;

        Assert.Equal((1L, 0L, 1L, (long)content.Length), (job.Objects.Transferred, job.Objects.Failed, job.Objects.Sent, job.Bytes.Sent));
        bench.AtTarget.AssertHolds(bench.Objects);

        // Each try goes on behind what has arrived, so that none begins at byte 0 but the first.
        var tries = bench.Server.Requests.Of(S3Operation.GetObject).Where(request => request.Bucket == "origin").ToList();
        Assert.True(tries.Count > Breaks, $"{tries.Count} tries");
        Assert.Single(tries, BeginsAtTheStart);

        static bool BeginsAtTheStart(RequestRecord request) =>
            !request.Headers.TryGetValue("Range", out var range) || range.StartsWith("bytes=0-", StringComparison.OrdinalIgnoreCase);
    }
}
