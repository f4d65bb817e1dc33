using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What a pass would do is said before, and then it does just that.</summary>
public sealed class ForecastTests
{
    [Theory]
    [InlineData("preflight", "--compare")]
    [InlineData("add", "--dry-run")]
    public async Task What_the_first_pass_would_do_is_said_without_a_write(string command, string option)
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var key in new[] { "new/1", "new/2", "equal", "older", "newer" })
        {
            bench.Origin.Put(key, Samples.Bytes(100, key.Length));
        }

        bench.Target.Put("equal", Samples.Bytes(100, 5));
        bench.Target.Put("older", Samples.Bytes(90, 1), lastModified: Destination.LongAgo);
        bench.Target.Put("newer", Samples.Bytes(90, 1), lastModified: DateTimeOffset.UtcNow.AddHours(1));
        bench.Target.Put("only there", Samples.Bytes(90, 1));
        var job = bench.StoreToStore("dry", "sync-delete: apply");

        var said = JsonSerializer.Deserialize((await bench.RunAsync(command, job, option, "--json")).Expect(3).Out, ContractsJson.Default.PreflightView)!;
        var text = (await bench.RunAsync(command, job, option)).Expect(3).Out;

        Assert.Equal(0, Bench.Writes(bench.Server, bench.Origin) + Bench.Writes(bench.TargetServer, bench.Target));
        Assert.Equal(
            [("send", 3, 300), ("skip", 1, 100), ("conflict", 1, 100), ("read", 0, 0), ("fail", 0, 0), ("delete", 0, 0)],
            said.Pass!.Select(group => (group.Action, group.Objects, group.Bytes)));
        Assert.Equal(["new/1", "new/2", "older"], said.Pass![0].Examples.Select(example => example.Key));
        Assert.Contains("leaves as a conflict", text, StringComparison.Ordinal);

        var done = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;
        Assert.Equal((3, 1, 1), (done.Objects.Transferred, done.Objects.Skipped, done.Objects.Conflict));
    }

    [Fact]
    public async Task What_no_listing_tells_is_said_to_be_read_and_a_list_is_looked_up()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("same", Samples.Bytes(100, 1));
        bench.Write("other", Samples.Bytes(100, 2));
        bench.Write("new", Samples.Bytes(100, 3));
        bench.Write("unnamed", Samples.Bytes(100, 4));
        bench.Target.Put("same", Samples.Bytes(100, 1));
        var list = bench.Save("list", "same\t100\nnew\t100\ngone\t1\n");

        var whole = JsonSerializer.Deserialize(
            (await bench.RunAsync("preflight", bench.DiskToStore("disk"), "--compare", "--json")).Expect(0).Out, ContractsJson.Default.PreflightView)!;
        var named = JsonSerializer.Deserialize(
            (await bench.RunAsync("preflight", bench.DiskToStore("list", $"src-file-list: {list}"), "--compare", "--json")).Expect(3).Out,
            ContractsJson.Default.PreflightView)!;

        Assert.Equal([3, 0, 0, 1, 0, 0], whole.Pass!.Select(group => group.Objects));
        Assert.Equal([1, 0, 0, 1, 1, 0], named.Pass!.Select(group => group.Objects));
        Assert.Equal(0, Bench.Writes(bench.Server, bench.Target));
    }
}
