using System.Globalization;
using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What a report says is what lies at the destination and what its server was sent; the oracle reads both by itself.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ReportTests
{
    private const UnixFileMode ForOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Report_agrees_with_the_destination_and_with_its_servers_count()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench);
        bench.Server.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequest", Key = "p/bad\n1", Times = null, Operations = [S3Operation.PutObject] });
        bench.Target.Put("p/theirs", "newer"u8);
        await bench.StartSiloAsync();
        var config = bench.DiskToStore("told", "des-prefix: p/\nsrc-exclude: *.tmp\nsync-enable-increment: False");
        (await bench.RunAsync("add", config, "--wait")).Expect(3);

        var said = (await bench.RunAsync("report", "told", "--out", Out(bench), "--json")).Expect(0);

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(In(bench, "summary.json"), Cancel));
        using var printed = JsonDocument.Parse(said.Out);
        var summary = json.RootElement;
        Assert.Equal(summary.GetRawText(), printed.RootElement.GetRawText());
        var files = Directory.GetFiles(bench.Source, "*", SearchOption.AllDirectories)
            .Select(path => (Name: Path.GetRelativePath(bench.Source, path), Bytes: File.ReadAllBytes(path))).ToList();
        var moved = files.Where(file => !file.Name.EndsWith(".tmp", StringComparison.Ordinal) && file.Name is not ("bad\n1" or "theirs")).ToList();
        var puts = bench.Server.Requests.Of(S3Operation.PutObject);
        Assert.Equal((files.Count, files.Count, true), (
            Number(summary, "sum", "listed"), Number(summary, "sum", "ended"), summary.GetProperty("sum").GetProperty("agrees").GetBoolean()));
        Assert.Equal(
            (files.Count, moved.Count, 2, 1, 1, 0),
            (Number(summary, "objects", "listed"), Number(summary, "objects", "transferred"), Number(summary, "objects", "excluded"),
                Number(summary, "objects", "failed"), Number(summary, "objects", "conflict"), Number(summary, "objects", "skipped")));
        Assert.Equal(puts.Count, Number(summary, "objects", "sent"));
        Assert.Equal(
            (moved.Sum(file => file.Bytes.Length), puts.Sum(put => int.Parse(put.Headers["content-length"], CultureInfo.InvariantCulture))),
            (Number(summary, "bytes", "transferred"), Number(summary, "bytes", "sent")));
        Assert.Equal(moved.Count, summary.GetProperty("proofs").EnumerateObject().Sum(proof => proof.Value.GetInt32()));
        Assert.Equal(3, summary.GetProperty("exitCode").GetInt32());

        // The digests of the lists, and what stands in them.
        foreach (var list in summary.GetProperty("lists").EnumerateArray())
        {
            var bytes = await File.ReadAllBytesAsync(In(bench, list.GetProperty("name").GetString()!), Cancel);
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(bytes)), list.GetProperty("sha256").GetString());
            Assert.Equal(bytes.Length, list.GetProperty("bytes").GetInt64());
            Assert.Equal(
                Text(bytes).Split('\n').Count(line => line.Contains('\t', StringComparison.Ordinal)), list.GetProperty("objects").GetInt32());
        }

        Assert.Equal(
            ["bad\\n1", "theirs"],
            Lines(bench, "told-transfer-error-list.txt").Where(line => line[0] != '#').Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal));
        var atTarget = moved.Select(file => $"{bench.Target["p/" + file.Name]!.ETag.Trim((char)34)}\t{file.Name}");
        Assert.Equal(
            atTarget.Select(line => line.Replace("\\", "\\\\", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            Lines(bench, "told-check-md5-list.txt").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["job.cfg", "status", "summary.json", "told-check-error-list.txt", "told-check-md5-list.txt", "told-transfer-error-list.txt"],
            Directory.GetFileSystemEntries(Out(bench)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Bench.Secret, string.Concat(Directory.GetFiles(Out(bench)).Select(File.ReadAllText)), StringComparison.Ordinal);
        Assert.Equal(ForOwner | UnixFileMode.UserExecute, File.GetUnixFileMode(Out(bench)));
        Assert.All(Directory.GetFiles(Out(bench)), file => Assert.Equal(ForOwner, File.GetUnixFileMode(file)));

        // The home has the same, but for when it was made.
        var home = Path.Combine(bench.Home, "jobs", "told");
        foreach (var name in Directory.GetFiles(Out(bench)).Select(Path.GetFileName).Where(name => name is not ("status" or "summary.json")))
        {
            Assert.Equal(await File.ReadAllTextAsync(In(bench, name!), Cancel), await File.ReadAllTextAsync(Path.Combine(home, name!), Cancel));
        }

        using var there = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "summary.json"), Cancel));
        using var status = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(home, "status"), Cancel));
        Assert.Equal(summary.GetProperty("objects").GetRawText(), there.RootElement.GetProperty("objects").GetRawText());
        Assert.Equal(("failed", 3), (status.RootElement.GetProperty("state").GetString(), status.RootElement.GetProperty("exitCode").GetInt32()));
    }

    [Fact]
    public async Task Directory_with_something_else_is_refused_and_an_earlier_report_is_replaced_whole()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("one", "1"u8.ToArray());
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("kept", "sync-enable-increment: False"), "--wait")).Expect(0);
        Directory.CreateDirectory(Out(bench));
        await File.WriteAllTextAsync(In(bench, "thesis.txt"), "mine", Cancel);

        var refused = (await bench.RunAsync("report", "kept", "--out", Out(bench))).Expect(2);
        var left = Directory.GetFileSystemEntries(Out(bench));
        File.Delete(In(bench, "thesis.txt"));
        (await bench.RunAsync("report", "kept", "--out", Out(bench))).Expect(0);
        await File.WriteAllTextAsync(In(bench, "kept-check-extra-list.txt"), "of an earlier report", Cancel);
        (await bench.RunAsync("report", "kept", "--out", Out(bench))).Expect(0);
        var unknown = (await bench.RunAsync("report", "other", "--out", Out(bench) + "2")).Expect(6);

        Assert.Contains("thesis.txt", refused.Error, StringComparison.Ordinal);
        Assert.Equal([In(bench, "thesis.txt")], left);
        Assert.False(File.Exists(In(bench, "kept-check-extra-list.txt")));
        Assert.DoesNotContain(Directory.GetFiles(Out(bench)), file => file.EndsWith(".new", StringComparison.Ordinal));
        Assert.Contains("no job 'other'", unknown.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out(bench) + "2"));
    }

    [Fact]
    public async Task Explain_names_the_rule_and_the_values_of_each_pass_that_is_kept()
    {
        await using var bench = await Bench.StartAsync();
        Fill(bench);
        bench.Target.Put("p/theirs", "newer"u8);
        await bench.StartSiloAsync();
        (await bench.RunAsync("add", bench.DiskToStore("why", "des-prefix: p/\nsrc-exclude: *.tmp\nsync-enable-increment: True"), "--wait")).Expect(3);

        var first = await ExplainAsync(bench, "why", "f00001");
        var conflict = await ExplainAsync(bench, "why", "theirs");
        var odd = await ExplainAsync(bench, "why", "bad\\n1");
        var left = await ExplainAsync(bench, "why", "a.tmp");
        var nowhere = await ExplainAsync(bench, "why", "nowhere");
        bench.Write("f00001", "another size"u8.ToArray());
        bench.Write("new", "new"u8.ToArray());
        (await bench.RunAsync("sync", "why")).Expect(0);
        await bench.UntilAsync("why", job => job is { State: "waiting", Run: 2 });
        var changed = await ExplainAsync(bench, "why", "f00001");
        var equal = await ExplainAsync(bench, "why", "p/f00002");
        var added = await ExplainAsync(bench, "why", "new");
        var text = (await bench.RunAsync("explain", "why", "f00001")).Expect(0).Out;

        Assert.Equal([(1, "nothing-there", "transferred")], Passes(first));
        Assert.Equal(101, first.GetProperty("passes")[0].GetProperty("source").GetProperty("size").GetInt32());
        Assert.Equal([(1, "not-overwritten", "conflict")], Passes(conflict));
        Assert.Equal(5, conflict.GetProperty("passes")[0].GetProperty("destination").GetProperty("size").GetInt32());
        Assert.Equal([(1, "nothing-there", "transferred")], Passes(odd));
        Assert.Equal([(1, "left-out", null)], Passes(left));
        Assert.Equal([(1, "no-entry", null)], Passes(nowhere));
        Assert.Equal((2, "size-differs", "transferred"), Passes(changed).Last());
        Assert.Equal(101, changed.GetProperty("passes").EnumerateArray().Last().GetProperty("recorded").GetProperty("source").GetProperty("size").GetInt32());
        Assert.True(changed.GetProperty("passes").EnumerateArray().Last().GetProperty("isOurs").GetBoolean());
        Assert.Equal("f00002", equal.GetProperty("key").GetString());
        Assert.Equal((2, "equal", "skipped"), Passes(equal).Last());
        Assert.Equal([(1, null, null), (2, "nothing-there", "transferred")], Passes(added));
        Assert.Contains("the sizes differ", text, StringComparison.Ordinal);
        Assert.Contains("12 bytes", text, StringComparison.Ordinal);
        (await bench.RunAsync("explain", "other", "f00001")).Expect(6);
    }

    private static void Fill(Bench bench)
    {
        for (var i = 0; i < 40; i++)
        {
            bench.Write($"f{i:d5}", Samples.Bytes(100 + i, i));
        }

        bench.Write("a.tmp", [1]);
        bench.Write("b.tmp", [2]);
        bench.Write("bad\n1", [3]);
        bench.Write("back\\slash", [4]);
        bench.Write("中文/文件.txt", [5]);
        bench.Write("theirs", [6]);
        File.SetLastWriteTimeUtc(Path.Combine(bench.Source, "theirs"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
    }

    private static async Task<JsonElement> ExplainAsync(Bench bench, string job, string key)
    {
        using var json = JsonDocument.Parse((await bench.RunAsync("explain", job, key, "--json")).Expect(0).Out);
        return json.RootElement.Clone();
    }

    private static List<(int Run, string? Rule, string? Outcome)> Passes(JsonElement explained) =>
        [.. explained.GetProperty("passes").EnumerateArray().Select(
            pass => (pass.GetProperty("run").GetInt32(), pass.GetProperty("rule").GetString(), pass.GetProperty("outcome").GetString()))];

    private static int Number(JsonElement summary, string group, string name) => summary.GetProperty(group).GetProperty(name).GetInt32();

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private static string[] Lines(Bench bench, string name) => File.ReadAllLines(In(bench, name));

    private static string Out(Bench bench) => Path.Combine(Path.GetDirectoryName(bench.Home)!, "report");

    private static string In(Bench bench, string name) => Path.Combine(Out(bench), name);
}
