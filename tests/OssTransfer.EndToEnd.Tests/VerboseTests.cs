using System.Text.Json.Nodes;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.EndToEnd.Tests;

/// <summary><c>run -v</c>, and a silo's log of objects: a line for each object that ended, and no other.</summary>
public sealed class VerboseTests
{
    [Fact]
    public async Task Each_object_has_one_line_in_each_run()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var (i, name) in Samples.OddFiles.Index())
        {
            bench.Write(name, Samples.Bytes(1000 + i, i));
        }

        for (var i = 0; i < 300; i++)
        {
            bench.Write($"small/{i}", Samples.Bytes(i, i));
        }

        bench.Write("empty", []);
        bench.Write("large", Samples.Bytes(Samples.LargeBytes, 1));
        string[] names = [.. Samples.OddFiles, .. Enumerable.Range(0, 300).Select(i => $"small/{i}"), "empty", "large"];
        bench.Write("left.out", [1]);
        Directory.CreateSymbolicLink(Path.Combine(bench.Source, "broken"), Path.Combine(bench.Source, "nowhere"));
        var job = bench.DiskToStore("verbose", "src-exclude: *.out");
        (string Key, string Text)[] ended =
            [("left.out", "excluded, 1 bytes (job verbose, "), ("broken", "failed: the link leads nowhere or in a circle (job verbose, ")];

        var first = (await bench.RunAsync("run", "-v", job)).Expect(3);
        var second = (await bench.RunAsync("run", "-v", job, "--json")).Expect(3);

        AssertLines(first, [.. names.Select(name => (FileListText.Escape(ObjectKey.From(name)), "transferred, " + Proven(bench, name) + ", ")), .. ended]);
        AssertLines(second, [.. names.Select(name => (FileListText.Escape(ObjectKey.From(name)), "skipped, " + Proven(bench, name) + " (job")), .. ended]);
        Assert.Equal(names.Length, (int)second.Job.Objects.Skipped);
        Assert.All(Lines(first).Where(line => line.Contains(": transferred", StringComparison.Ordinal)), line => Assert.Matches(@", \d+ ms \(job", line));
    }

    [Fact]
    public async Task Object_that_failed_is_named_with_its_reason_and_the_log_tells_the_same_as_JSON()
    {
        await using var bench = await Bench.StartAsync();
        bench.Variables["OSSTRANSFER_LOG_FORMAT"] = "json";
        foreach (var key in (string[])["good", "a//b"])
        {
            bench.Origin.Put(key, "content"u8);
        }

        var said = (await bench.RunAsync("run", "--verbose", bench.StoreToDisk("named"), "--json")).Expect(3);

        var told = Lines(said).Select(line => JsonNode.Parse(line)!).OrderBy(line => (string?)line["object"]).ToList();
        Assert.Equal(["a//b", "good"], told.Select(line => (string?)line["object"]));
        Assert.Equal(("failed", "named"), ((string?)told[0]["outcome"], (string?)told[0]["job"]));
        Assert.Contains("destination: ", (string?)told[0]["reason"], StringComparison.Ordinal);
        Assert.Equal(
            ("transferred", 7, true, true, null),
            ((string?)told[1]["outcome"],
                (int)told[1]["bytes"]!,
                told[1]["proof"] is not null,
                told[1]["milliseconds"] is not null,
                (string?)told[1]["reason"]));
        Assert.Matches("^1/0/m0$", (string?)told[1]["shard"]);
        var log = (await File.ReadAllLinesAsync(Path.Combine(bench.Home, "logs", "log-workers.txt"), TestContext.Current.CancellationToken))
            .Select(line => JsonNode.Parse(line)!).Where(line => line["outcome"] is not null).OrderBy(line => (string?)line["object"]);
        Assert.Equal(told.Select(line => line.ToJsonString()), log.Select(line => line.ToJsonString()));
    }

    [Theory]
    [InlineData("objects", 20)]
    [InlineData("information", 0)]
    public async Task Silo_writes_them_to_its_log_where_asked(string level, int lines)
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 20; i++)
        {
            bench.Write($"{i}", Samples.Bytes(i, i));
        }

        (await bench.RunAsync("start", "--api-port=0", $"--log-level={level}")).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("logged"), "--wait")).Expect(0);
        (await bench.RunAsync("stop")).Expect(0);

        var log = await File.ReadAllLinesAsync(Path.Combine(bench.Home, "logs", "log-workers.txt"), TestContext.Current.CancellationToken);
        Assert.Equal(lines, log.Count(line => line.Contains(": transferred, ", StringComparison.Ordinal)));
    }

    private static string Proven(Bench bench, string name) =>
        $"{new FileInfo(Path.Combine(bench.Source, name)).Length} bytes, proof {(name == "large" ? "md5-parts-listed" : "md5")}";

    private static void AssertLines(ProgramResult said, IReadOnlyCollection<(string Key, string Text)> expected)
    {
        var lines = Lines(said).Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToList();
        Assert.All(expected, one => Assert.Single(lines, line => line.StartsWith($"{one.Key}: {one.Text}", StringComparison.Ordinal)));
        Assert.Equal(expected.Count, lines.Count);
    }

    private static IReadOnlyList<string> Lines(ProgramResult said) => said.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
