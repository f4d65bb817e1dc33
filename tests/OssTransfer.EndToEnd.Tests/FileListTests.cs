using System.Globalization;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary><c>src-file-list</c>: what a list names is migrated, and nothing else.</summary>
public sealed class FileListTests
{
    [Fact]
    public async Task Only_what_the_list_names_arrives_whatever_the_order_and_every_bad_line_is_told()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 50; i++)
        {
            bench.Origin.Put($"data/k{i:d2}", Samples.Bytes(i, i));
        }

        bench.Origin.Put("other/k", [1]);
        var list = bench.Save("list.txt", "# a comment\r\n\r\ndata/k07\t7\r\ndata/k03\ndata/k41\t41\ndata/k03\t3\n"
            + "data/k08\t9999\ndata/none\t1\nother/k\t1\ndata/k09\tnine\ndata/k05\t5\ndata/k05\t6\n");

        var run = (await bench.RunAsync("run", bench.StoreToStore("listed", $"src-prefix: data\nsrc-file-list: {list}"), "--json")).Expect(3).Job;

        var failures = (await FailuresAsync(bench, "listed")).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        bench.AtTarget.AssertHolds(bench.Objects.Under("data/").Where(key => key is "k03" or "k05" or "k07" or "k41"));
        Assert.Equal((9L, 4L, 5L), (run.Objects.Listed, run.Objects.Transferred, run.Objects.Failed));
        Assert.Contains(
            failures,
            line =>
                line.Contains("data/k08", StringComparison.Ordinal) && line.Contains("line 7", StringComparison.Ordinal)
                    && line.Contains("says 9999 bytes, the source has 8", StringComparison.Ordinal));
        Assert.Contains(failures, line => line.Contains("data/none", StringComparison.Ordinal) && line.Contains("does not have", StringComparison.Ordinal));
        Assert.Contains(failures, line => line.Contains("line 9 of the list lies outside src-prefix", StringComparison.Ordinal));
        Assert.Contains(failures, line => line.Contains("line 10 of the list has no size", StringComparison.Ordinal));
        Assert.Contains(failures, line => line.Contains("line 12 of the list gives an object another size", StringComparison.Ordinal));

        // The error list is a list: what failed is in it, and a line that named no object is none.
        var errors = Path.Combine(bench.Home, "jobs", "listed", "listed-transfer-error-list.txt");
        await bench.RunAsync("stop");
        var job = bench.StoreToStore("taken-up", $"src-prefix: data\nsrc-file-list: {errors}");
        var again = (await bench.RunAsync("run", job, "--yes", "--json")).Expect(3).Job;
        Assert.Equal((2L, 1L, 1L), (again.Objects.Listed, again.Objects.Transferred, again.Objects.Failed));
    }

    [Theory]
    [InlineData("CSV")]
    [InlineData("Parquet")]
    public async Task Inventory_of_the_bucket_is_a_list(string format)
    {
        await using var bench = await Bench.StartAsync();
        string[] keys = ["a b+c%41.txt", "中文/x", "with \"quotes\", and a comma", "line\nfeed", "#no comment", "plain"];
        for (var i = 0; i < keys.Length; i++)
        {
            bench.Origin.Put(keys[i], Samples.Bytes(100 + i, i));
        }

        var expected = bench.Objects;
        bench.Origin.Put("came later", [1]);
        var manifest = await Inventory.WriteAsync(
            format,
            Path.Combine(Path.GetDirectoryName(bench.Source)!, "inventory"),
            "origin",
            [
                [.. keys[..3].Select((key, i) => new Inventory.Row(key, 100 + i)), new("gone", 5), new("old version", 5, IsLatest: false)],
                [.. keys[3..].Select((key, i) => new Inventory.Row(key, 103 + i)), new("deleted", null, IsDeleteMarker: true)],
            ]);

        var job = bench.StoreToStore("inventory", $"src-file-list: {manifest}");
        var run = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;

        Assert.Equal((7L, 6L, 1L), (run.Objects.Listed, run.Objects.Transferred, run.Objects.Failed));
        var failure = Assert.Single((await FailuresAsync(bench, "inventory")).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("gone", failure, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(expected);
    }

    [Theory]
    [InlineData("CSV")]
    [InlineData("Parquet")]
    public async Task Trusted_inventory_stands_for_asking_until_an_object_is_read(string format)
    {
        await using var bench = await Bench.StartApartAsync();
        await bench.StartSiloAsync();
        var rows = Enumerable.Range(0, 40)
            .Select(i => new Inventory.Row($"k{i:d2}", 100 + i, ETag: bench.Origin.Put($"k{i:d2}", Samples.Bytes(100 + i, i)).ETag))
            .ToList();
        bench.Origin.Put("k05", "changed since"u8.ToArray());
        var manifest = await Inventory.WriteAsync(
            format, Path.Combine(Path.GetDirectoryName(bench.Source)!, "inventory"), "origin", [[.. rows, new("vanished", 7, ETag: rows[0].ETag)]]);

        var job = bench.StoreToStore("trusted", $"src-file-list: {manifest}\nsrc-inventory: trust\ncheck-time: never");
        (await bench.RunAsync("add", job, "--wait")).Expect(3);
        var first = await bench.StatusAsync("trusted");

        // One that changed shows when it is read, and is sent as it is now.
        Assert.Equal(0, bench.Server.Requests.Count(S3Operation.HeadObject));
        Assert.Equal((41L, 40L, 1L), (first.Objects.Listed, first.Objects.Transferred, first.Objects.Failed));
        var failure = Assert.Single((await bench.RunAsync("failures", "trusted")).Expect(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("vanished", failure, StringComparison.Ordinal);
        Assert.Contains("names an object that the source does not have", failure, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(bench.Objects);

        // What is remembered is never found equal by what the inventory said then.
        bench.Origin.Put("k09", "changed after the first pass"u8.ToArray());
        (await bench.RunAsync("redo", "trusted")).Expect(0);
        var second = await bench.UntilAsync("trusted", view => view is { Run: 2, IsActive: false });

        Assert.Equal((1L, 39L, 1L), (second.Objects.Transferred, second.Objects.Skipped, second.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Trusted_inventory_is_not_believed_where_the_destination_holds_something()
    {
        await using var bench = await Bench.StartApartAsync();
        var content = Samples.Bytes(100, 1);
        var rows = new[] { "equal", "older" }.Select(key => new Inventory.Row(key, 100, ETag: bench.Origin.Put(key, content).ETag)).ToArray();
        bench.Target.Put("equal", content);
        bench.Target.Put("older", content);
        bench.Origin.Put("older", Samples.Bytes(100, 2));
        var manifest = await Inventory.WriteParquetAsync(Path.Combine(Path.GetDirectoryName(bench.Source)!, "inventory"), "origin", [rows]);

        var job = bench.StoreToStore("trusted", $"src-file-list: {manifest}\nsrc-inventory: trust\nsync-overwrite: always");
        var run = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal((1L, 1L), (run.Objects.Transferred, run.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Fact]
    public async Task Second_pass_uses_the_same_list_and_a_new_one_when_it_was_sent()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        for (var i = 0; i < 300; i++)
        {
            bench.Write($"k{i:d3}", Samples.Bytes(i, i));
        }

        var list = bench.Save("list.txt", string.Concat(Enumerable.Range(0, 200).Reverse().Select(i => $"{bench.Source}/k{i:d3}\n")));
        (await bench.RunAsync("add", bench.DiskToStore("again", $"src-file-list: {list}"), "--wait")).Expect(0);
        bench.Write("k007", "changed"u8.ToArray());
        bench.Write("k250", "not listed"u8.ToArray());
        (await bench.RunAsync("redo", "again")).Expect(0);
        var second = await bench.UntilAsync("again", job => job is { Run: 2, IsActive: false });

        var longer = bench.Save("longer.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"k{i:d3}\n")));
        (await bench.RunAsync("edit", "again", "--file-list", longer)).Expect(0);
        (await bench.RunAsync("redo", "again")).Expect(0);
        var third = await bench.UntilAsync("again", job => job is { Run: 3, IsActive: false });

        Assert.Equal(("done", 200L, 1L, 199L), (second.State, second.Objects.Listed, second.Objects.Transferred, second.Objects.Skipped));
        Assert.Equal(("done", 300L, 100L, 200L), (third.State, third.Objects.Listed, third.Objects.Transferred, third.Objects.Skipped));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    [Fact]
    public async Task List_that_was_broken_off_goes_on_where_it_was()
    {
        const int Lines = 30_000;
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        bench.Origin.Put("k00000", [1]);
        bench.Origin.Put("k25000", [2]);
        var list = bench.Save("list.txt", string.Concat(Enumerable.Range(0, Lines).Select(i => string.Create(CultureInfo.InvariantCulture, $"k{i:d5}\n"))));
        bench.Server.Faults.Add(new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.HeadObject], Delay = TimeSpan.FromSeconds(1), Times = 1 });

        // Killed in the middle or not: sending again is harmless.
        using var sender = bench.Launch("add", bench.StoreToStore("broken", $"src-file-list: {list}\nmax-failures: 100000"));
        await bench.UntilAsync("broken", job => job.Objects.Listed > 0);
        sender.Kill();
        await bench.EndAsync(sender);
        (await bench.RunAsync("edit", "broken", "--file-list", list)).Expect(0);
        var done = await bench.UntilAsync("broken", job => !job.IsActive);

        Assert.Equal(((long)Lines, 2L, Lines - 2L), (done.Objects.Listed, done.Objects.Transferred, done.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    private static async Task<string> FailuresAsync(Bench bench, string jobId)
    {
        await bench.StartSiloAsync();
        return (await bench.RunAsync("failures", jobId)).Expect(0).Out;
    }
}
