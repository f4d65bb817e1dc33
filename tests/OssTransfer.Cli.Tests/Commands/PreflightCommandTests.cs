using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Preflights;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Cli.Tests.Commands;

/// <summary><c>preflight</c> looks, tells and moves nothing; it needs no silo.</summary>
public sealed class PreflightCommandTests : CliFixture
{
    private const string Jd =
        "des-filetype: s3file\ndes-endpoint: s3.cn-north-1.jdcloud-oss.com\ndes-bucketName: my-bucket\ndes-accesskey: A\ndes-secretkey: B\n";

    private string Source => Path.Combine(Directory, "source");

    [Fact]
    public async Task Directory_without_problems_is_told_with_its_totals_and_times()
    {
        Fill("a", 0);
        Fill("b/c", 70_000);
        Fill("b/d.tmp", 1);

        var found = await ReadAsync(0, $"{Disk}{Jd}src-exclude: b/*.tmp\nmax-bandwidth: 10kB/s\n");

        Assert.Equal((2L, 70_000L, 1L, true), (found.Objects, found.Bytes, found.Excluded, found.Complete));
        Assert.Equal([("empty", 1L), ("< 1 MiB", 1L)], found.Sizes.Where(size => size.Objects > 0).Select(size => (size.Name, size.Objects)));
        Assert.Equal(1500, found.Estimates.Single(estimate => estimate.Limit == "destination-writes").PerSecond);
        Assert.Equal(7, found.Estimates.Single(estimate => estimate.Limit == "max-bandwidth").Seconds);
        Assert.Empty(found.Problems);
        Assert.Empty(Jobs.Added);
    }

    [Fact]
    public async Task Store_to_directory_names_what_a_directory_cannot_hold()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["origin"] }, TestContext.Current.CancellationToken);
        foreach (var key in (string[])["a", "a-b", "a/b", "x//y", "good"])
        {
            server.Buckets["origin"].Put(key, "content"u8);
        }

        var found = await ReadAsync(3, $"{Store(server)}des-filetype: diskfile\ndes-absolutepath: {Directory}/target\n");

        Assert.Equal(
            [("disk-name", 1L, "x//y"), ("file-and-directory", 1L, "a")],
            found.Problems.Select(problem => (problem.Problem, problem.Count, problem.Examples[0].Key)));
        Assert.Equal(5, found.Objects);
        Assert.False(System.IO.Directory.Exists(Path.Combine(Directory, "target")));
        Assert.All(server.Requests.All, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Long_keys_and_archived_objects_are_problems()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["origin"] }, TestContext.Current.CancellationToken);
        server.Buckets["origin"].Put("data/" + new string('k', 1000), "x"u8);
        server.Buckets["origin"].Put("data/cold", "x"u8, new Dictionary<string, string> { ["x-amz-storage-class"] = "GLACIER" });

        var found = await ReadAsync(3, $"{Store(server)}src-prefix: data\n{Jd}des-prefix: {new string('p', 40)}\n");

        Assert.Equal(["key-too-long", "needs-restore"], found.Problems.Select(problem => problem.Problem).Order());
    }

    [Fact]
    public async Task Metadata_is_looked_at_only_where_asked_for()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["origin"] }, TestContext.Current.CancellationToken);
        server.Buckets["origin"].Put("a", "x"u8, new Dictionary<string, string> { ["content-disposition"] = $"attachment; filename={new string('n', 200)}" });
        var config = Store(server) + Jd;

        var without = await ReadAsync(0, config);
        var with = await ReadAsync(3, config, "--head");

        Assert.Contains(without.Notes, note => note.Contains("--head", StringComparison.Ordinal));
        Assert.Equal("metadata", Assert.Single(with.Problems).Problem);
    }

    [Fact]
    public async Task List_of_URLs_tells_collisions_and_addresses_that_are_refused()
    {
        var list = Write(
            "urls.txt",
            "http://127.0.0.1/a?sign=SECRET\t5\nhttp://127.0.0.1/a?sign=SECRET2\t6\nhttp://127.0.0.1/b?sign=SECRET3\t7\nhttp://8.8.8.8/c\t1\nno url\n");

        var (result, found) = await RunJsonAsync($"src-filetype: urlfile\nsrc-file-list: {list}\nurl-query: drop\n{Jd}");

        Assert.Equal(3, result.Code);
        Assert.Equal([("key-collision", 2L), ("bad-line", 1L), ("refused-address", 1L)], found.Problems.Select(problem => (problem.Problem, problem.Count)));
        Assert.Contains("url-allow: 127.0.0.0/8", found.Problems[^1].Examples[0].Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_says_what_json_says()
    {
        Fill(new string('k', 255) + "/" + new string('k', 255) + "/" + new string('k', 255) + "/" + new string('k', 255) + "/k", 1);

        var result = await RunAsync("preflight", Write("job.cfg", Disk + Jd + "des-prefix: p"));

        Assert.Equal(3, result.Code);
        Assert.Contains("problem: 1 x key-too-long", result.Out, StringComparison.Ordinal);
        Assert.Contains("1027 bytes, JD Cloud OSS holds 1024", result.Out, StringComparison.Ordinal);
        Assert.Contains("at least at the 1,500 PUTs per second", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_job_is_told_what_it_would_find_and_promises_no_write()
    {
        await using var server = await LoopbackServer.StartAsync(new() { Buckets = ["origin", "copy"] }, TestContext.Current.CancellationToken);
        foreach (var key in (string[])["a/equal", "a/missing", "a/different", "a/empty"])
        {
            server.Buckets["origin"].Put(key, "content"u8);
        }

        server.Buckets["copy"].Put("a/equal", "content"u8);
        server.Buckets["copy"].Put("a/different", "another content"u8);
        server.Buckets["copy"].Put("a/empty", ""u8);
        server.Buckets["copy"].Put("b/extra", "somebody's"u8);
        var destination = Store(server).Replace("src-", "des-", StringComparison.Ordinal).Replace("origin", "copy", StringComparison.Ordinal);
        var config = $"job-type: check\n{Store(server)}{destination}";

        var found = await ReadAsync(3, config, "--compare");
        var text = await RunAsync("add", Write("job.cfg", config), "--dry-run");
        var listed = await ReadAsync(
            3, $"{config}src-file-list: {Write("list.txt", "a/equal\na/missing\n")}\n", "--compare");

        Assert.True(found.IsCheck);
        Assert.Equal(0, found.Requests.Writes);
        Assert.Equal(
            [("equal", 1L, 7L), ("missing", 1L, 7L), ("different", 2L, 14L), ("read", 0L, 0L), ("unreadable", 0L, 0L), ("extra", 1L, 10L)],
            found.Pass!.Select(group => (group.Action, group.Objects, group.Bytes)));
        Assert.Equal("b/extra", found.Pass![^1].Examples.Single().Key);
        Assert.Equal(3, text.Code);
        Assert.Contains("nothing is written", text.Out, StringComparison.Ordinal);
        Assert.Matches("finds missing +1 ", text.Out);
        Assert.DoesNotContain("sends", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("to write", text.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(listed.Pass!, group => group.Action == "extra");
        Assert.All(server.Requests.All, request => Assert.Contains(request.Method, (string[])["GET", "HEAD"]));
        Assert.Empty(Jobs.Added);
    }

    [Fact]
    public async Task Wrong_configuration_is_told_with_its_lines()
    {
        var file = Write("job.cfg", "src-filetype: diskfil\n" + Jd);

        var result = await RunAsync("preflight", file);

        Assert.Equal(2, result.Code);
        Assert.Contains($"{file}:1: src-filetype", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bucket_that_is_not_there_ends_with_its_code()
    {
        await using var server = await LoopbackServer.StartAsync(cancellationToken: TestContext.Current.CancellationToken);

        var found = await ReadAsync(5, Store(server) + Jd);

        Assert.False(found.Complete);
        Assert.NotNull(found.Reason);
    }

    private string Disk => $"src-filetype: diskfile\nsrc-absolutepath: {Source}\n";

    private static string Store(LoopbackServer server) =>
        $"src-filetype: s3file\nsrc-endpoint: {server.Url}\nsrc-bucketName: origin\nsrc-accesskey: {server.AccessKey}\nsrc-secretkey: {server.SecretKey}\n";

    private async Task<PreflightView> ReadAsync(int code, string config, params string[] more)
    {
        var (result, found) = await RunJsonAsync(config, more);
        Assert.True(result.Code == code, result.ToString());
        Assert.Equal(code, (int)found.Code);
        return found;
    }

    private async Task<(CliResult Result, PreflightView Found)> RunJsonAsync(string config, params string[] more)
    {
        var result = await RunAsync(["preflight", Write("job.cfg", config), "--json", .. more]);
        return (result, JsonSerializer.Deserialize(result.Out, ContractsJson.Default.PreflightView)!);
    }

    private void Fill(string name, int bytes)
    {
        var path = Path.Combine(Source, name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, new byte[bytes]);
    }
}
