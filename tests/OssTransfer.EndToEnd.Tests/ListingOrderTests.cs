using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Stores that list in an order of their own are used like any other where the job says so, and refused by name where it doesn't.</summary>
public sealed class ListingOrderTests
{
    private const int Keys = 2600;

    public static TheoryData<ListingOrder, ListingOrder> Orders => new()
    {
        { ListingOrder.Directories, ListingOrder.Bytes },
        { ListingOrder.Utf16, ListingOrder.Bytes },
        { ListingOrder.Bytes, ListingOrder.Directories },
        { ListingOrder.Bytes, ListingOrder.Utf16 },
        { ListingOrder.Hashed, ListingOrder.Directories },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Store_that_lists_in_another_order_is_migrated_and_kept_in_step(ListingOrder origin, ListingOrder target)
    {
        await using var bench = await StartAsync(origin, target);
        bench.Target.Put("d3-foreign", "theirs"u8);
        var job = bench.StoreToStore("order", $"src-list-order: {Named(origin)}\ndes-list-order: {Named(target)}");

        var first = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;
        bench.TargetServer.Requests.Clear();
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(("done", Keys, Keys), (first.State, (int)first.Objects.Listed, (int)first.Objects.Transferred));
        Assert.Equal((Keys, Keys), ((int)second.Objects.Listed, (int)second.Objects.Skipped));
        Assert.Equal(
            (0, 0), (bench.TargetServer.Requests.Count(S3Operation.PutObject), bench.TargetServer.Requests.Count(S3Operation.HeadObject)));

        // Planning and checking cost a request for a thousand keys, not one for each.
        Assert.InRange(bench.TargetServer.Requests.Count(S3Operation.ListObjectsV2), 2, 10);

        // What is deleted, new and changed at the source is found whatever the order.
        bench.AtTarget.Keep("d7-k7");
        bench.Origin.Delete("d7-k7");
        bench.Origin.Put("d7/new", "new"u8);
        bench.Origin.Put("d5-k5", "changed"u8);
        bench.TargetServer.Requests.Clear();
        var third = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal((Keys, 2), ((int)third.Objects.Listed, (int)third.Objects.Transferred));
        Assert.Equal(2, bench.TargetServer.Requests.Count(S3Operation.PutObject));
        Assert.Equal((Keys, 0), ((int)third.Check!.Checked, (int)third.Check.Differences));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Source_in_another_order_is_refused_with_what_to_do_and_goes_on_when_that_is_done()
    {
        await using var bench = await StartAsync(ListingOrder.Directories, ListingOrder.Bytes);
        await bench.StartSiloAsync();
        var refused = await bench.RunAsync("add", bench.StoreToStore("refused"), "--wait", "--no-probe");
        Assert.Equal(4, refused.Code);
        Assert.Contains("src-list-order: any", refused.Out + refused.Error, StringComparison.Ordinal);

        var edited = bench.StoreToStore("refused", "src-list-order: any");
        (await bench.RunAsync("edit", "refused", "--file", edited)).Expect(0);
        (await bench.RunAsync("redo", "refused")).Expect(0);
        var ended = await bench.UntilAsync("refused", job => job.State is "done" or "failed" or "paused");

        Assert.Equal(("done", Keys), (ended.State, (int)ended.Objects.Listed));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData(ListingOrder.Directories)]
    [InlineData(ListingOrder.Hashed)]
    public async Task What_the_first_pages_of_a_destination_leave_out_is_not_overwritten_before_its_order_shows(ListingOrder order)
    {
        await using var bench = await StartAsync(ListingOrder.Bytes, order);

        // In directory order all of a/ comes first, in byte order a-theirs does: a page and more before anything is out of order.
        for (var i = 0; i < 1500; i++)
        {
            bench.Target.Put($"a/{i:d4}", "x"u8);
        }

        bench.Origin.Put("A", "asked for first"u8);
        bench.Origin.Put("a-theirs", "ours and older"u8, null, DateTimeOffset.UnixEpoch);
        bench.Target.Put("a-theirs", "theirs"u8);
        bench.AtTarget.Keep("a-theirs");

        var run = await bench.RunAsync("run", bench.StoreToStore("leftout"), "--json");

        Assert.Equal((3, 1L), (run.Code, run.Job.Objects.Conflict));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Destination_that_was_empty_costs_no_request_for_what_is_not_there()
    {
        await using var bench = await StartAsync(ListingOrder.Bytes, ListingOrder.Bytes);

        (await bench.RunAsync("run", bench.StoreToStore("empty"), "--json")).Expect(0);

        Assert.Equal(
            (0, Keys), (bench.TargetServer.Requests.Count(S3Operation.HeadObject), bench.TargetServer.Requests.Count(S3Operation.PutObject)));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Part_of_a_listing_is_never_taken_for_all_of_it()
    {
        await using var bench = await StartAsync(ListingOrder.Hashed, ListingOrder.Bytes);
        var job = bench.StoreToStore("cut", "src-list-order: any");
        bench.Server.Faults.Add(new() { Kind = FaultKind.NoMarker, Operations = [S3Operation.ListObjectsV2], Skip = 1, Times = null });

        var run = await bench.RunAsync("run", job, "--json");

        Assert.Equal(4, run.Code);
        Assert.Equal(0, run.Job.Objects.Listed);
        bench.AtTarget.AssertHolds(Manifest.Empty);
    }

    [Fact]
    public async Task Listing_that_is_sorted_is_told_and_made_again_after_a_crash()
    {
        await using var bench = await StartAsync(ListingOrder.Hashed, ListingOrder.Bytes);
        var goesOn = new TaskCompletionSource();
        bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = [S3Operation.ListObjectsV2],
            Bucket = "origin",
            Skip = 2,
            Times = 1,
            Hook = (_, token) => goesOn.Task.WaitAsync(token),
        });
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.StoreToStore("crash", "src-list-order: any"), "--no-probe")).Expect(0);
        await bench.UntilAsync("crash", job => job.Reason?.Contains("sorted before it is used: 2,000 keys", StringComparison.Ordinal) == true);

        // It is started again at once.
        await bench.KillSiloAsync();
        goesOn.SetResult();
        var ended = await bench.UntilAsync("crash", job => job.State is "done" or "failed" or "paused");

        Assert.Equal(("done", Keys, Keys), (ended.State, (int)ended.Objects.Listed, (int)ended.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.Empty(Directory.GetFiles(Path.Combine(bench.Home, "jobs"), ".osstransfer-sort-*"));
    }

    private static async Task<Bench> StartAsync(ListingOrder origin, ListingOrder target)
    {
        var bench = await Bench.StartApartAsync(new() { ListingOrder = origin }, new() { ListingOrder = target });
        for (var i = 0; i < Keys; i++)
        {
            // Each directory has neighbours of the same name with a '-', and names that the two kinds of characters order otherwise.
            var name = i < 100 ? $"k{i}" : $"{(i % 3 == 0 ? "😀" : "Ａ")}{i}";
            bench.Origin.Put($"d{i % 50}{(i / 50 % 2 == 0 ? '-' : '/')}{name}", Samples.Bytes(i % 50, i));
        }

        return bench;
    }

    private static string Named(ListingOrder order) => order == ListingOrder.Bytes ? "bytes" : "any";
}
