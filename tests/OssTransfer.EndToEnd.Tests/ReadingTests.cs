using System.Globalization;
using Microsoft.AspNetCore.Http;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>What arrives is what the source holds: one version of it, all of it, whatever its listing, its headers and its file system tell.</summary>
public sealed class ReadingTests
{
    private static readonly byte[] Large = Samples.Bytes(Samples.LargeBytes, 1);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Size_in_a_list_tells_a_cut_body_from_a_whole_one_where_no_answer_has_a_length()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        var text = Samples.Bytes(24_000, 2);
        foreach (var (path, body) in
            new[] { ("/whole", text), ("/cut", text[..1000]), ("/long", [.. text, 1]), ("/large-cut", Large[..(Large.Length / 2)]), ("/large", Large) })
        {
            web.Answers[path] = http => http.Response.Body.WriteAsync(HttpMethods.IsHead(http.Request.Method) ? default : body).AsTask();
        }

        var list = bench.Save(
            "urls",
            string.Concat(
                new[] { ("whole", text), ("cut", text), ("long", text), ("large-cut", Large), ("large", Large) }.Select(
                    line => $"{web.Url}/{line.Item1}\t{line.Item2.Length}\n")));
        var job = bench.ToStoreFrom("sizes", Urls(web, list));

        var first = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;
        await bench.StartSiloAsync();
        var failures = (await bench.RunAsync("failures", "sizes")).Expect(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((5L, 2L, 3L), (first.Objects.Listed, first.Objects.Transferred, first.Objects.Failed));
        Assert.Equal(["cut", "large-cut", "long"], failures.Select(line => line.Split('\t')[0][(web.Url.Length + 1)..]).Order(StringComparer.Ordinal));
        Assert.All(failures, line => Assert.Contains("promised", line, StringComparison.Ordinal));
        bench.AtTarget.AssertHolds(Manifest.Of([Manifest.Of("large", Large), Manifest.Of("whole", text)]));
    }

    [Fact]
    public async Task Listing_tells_a_cut_body_from_a_whole_one_where_no_answer_of_the_store_has_a_length()
    {
        await using var bench = await Bench.StartApartAsync();
        foreach (var (key, size) in new[] { ("whole", 24_000), ("cut", 24_000), ("large", Large.Length), ("large-cut", Large.Length) })
        {
            bench.Origin.Put(key, Samples.Bytes(size, size));
        }

        bench.Server.Faults.Add(new() { Kind = FaultKind.NoLength, Operations = [S3Operation.GetObject, S3Operation.HeadObject], Times = null });
        foreach (var key in new[] { "cut", "large-cut" })
        {
            bench.Server.Faults.Add(new() { Kind = FaultKind.ShortBody, Key = key, AfterBytes = 1000, Operations = [S3Operation.GetObject], Times = null });
        }

        var job = bench.StoreToStore("short", "check-mode: full");
        var first = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;
        var second = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;

        Assert.Equal((2L, 2L, 0L), (first.Objects.Transferred, first.Objects.Failed, first.Check!.Differences));
        Assert.Equal((2L, 2L, 0L), (second.Objects.Skipped, second.Objects.Failed, second.Check!.Differences));
        bench.AtTarget.AssertHolds(bench.Objects.Where(key => key is "whole" or "large"));
    }

    [Fact]
    public async Task Objects_of_unknown_length_pass_a_full_check_and_the_next_pass()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        foreach (var (path, body) in new[] { ("/small", Samples.Bytes(24_000, 2)), ("/large", Large), ("/empty", []) })
        {
            web.Answers[path] = async http =>
            {
                http.Response.Headers.ETag = path == "/large" ? "" : "\"v\"";
                await http.Response.StartAsync();
                await http.Response.Body.WriteAsync(HttpMethods.IsHead(http.Request.Method) ? default : body);
            };
        }

        var job = bench.ToStoreFrom("unknown", Urls(web, bench.Save("urls", $"{web.Url}/small\n{web.Url}/large\n{web.Url}/empty\n")), "check-mode: full");

        var first = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(("done", 3L, 3L), (first.State, first.Objects.Transferred, first.SourceUnproven));
        Assert.Equal(("done", 3L), (second.State, second.Objects.Listed));
        bench.AtTarget.AssertHolds(
            Manifest.Of([Manifest.Of("large", Large), Manifest.Of("small", Samples.Bytes(24_000, 2)), Manifest.Of("empty", [])]));
    }

    [Fact]
    public async Task Url_without_a_validator_is_read_in_one_stream_so_that_two_versions_never_mix()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        var versions = new[] { Large, Samples.Bytes(Large.Length, 9) };
        var reads = 0;
        web.Answers["/hot"] = http =>
        {
            var isRead = HttpMethods.IsGet(http.Request.Method) && http.Request.Headers.Range.ToString() is not "bytes=0-0";
            var content = versions[isRead && Interlocked.Increment(ref reads) == 1 ? 0 : 1];
            return Results.File(content, "a/b", enableRangeProcessing: true).ExecuteAsync(http);
        };
        var job = bench.ToStoreFrom("hot", Urls(web, bench.Save("urls", $"{web.Url}/hot\n")));

        (await bench.RunAsync("run", job, "--json")).Expect(0);

        Assert.Contains(versions, version => bench.AtTarget.Holds(Manifest.Of("hot", version, [KeyValuePair.Create("content-type", "a/b")])));
        Assert.Equal(1, reads);
    }

    [Theory]
    [InlineData("ranges that are not given")]
    [InlineData("404 to HEAD")]
    [InlineData("HEAD breaks off")]
    [InlineData("HEAD tells another length")]
    [InlineData("ranges that begin elsewhere")]
    [InlineData("ranges of another length")]
    [InlineData("ranges of a whole of another size")]
    public async Task What_GET_gives_arrives_whatever_else_the_server_says(string lie)
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        foreach (var (path, content) in new[] { ("/small", Samples.Bytes(24_000, 2)), ("/large", Large) })
        {
            web.Answers[path] = http => LieAsync(http, lie, content);
        }

        var list = bench.Save("urls", $"{web.Url}/small\t24000\n{web.Url}/large\t{Large.Length.ToString(CultureInfo.InvariantCulture)}\n");

        (await bench.RunAsync("run", bench.ToStoreFrom("lies", Urls(web, list)), "--json")).Expect(0);

        bench.AtTarget.AssertHolds(Manifest.Of([Manifest.Of("large", Large), Manifest.Of("small", Samples.Bytes(24_000, 2))]));
    }

    [Theory]
    [InlineData(FaultKind.IgnoreRange)]
    [InlineData(FaultKind.OtherSlice)]
    [InlineData(FaultKind.OtherTotal)]
    public async Task Store_whose_slices_are_not_what_was_asked_for_is_read_in_one_go(FaultKind lie)
    {
        await using var bench = await Bench.StartApartAsync();
        bench.Origin.Put("large", Large);
        bench.Server.Faults.Add(new() { Kind = lie, Operations = [S3Operation.GetObject], Times = null });

        (await bench.RunAsync("run", bench.StoreToStore("slices", "check-mode: full"), "--json")).Expect(0);

        bench.AtTarget.AssertHolds(bench.Objects);
        Assert.Empty(bench.Target.Uploads);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(Samples.LargeBytes)]
    public async Task Source_that_answers_with_an_earlier_version_than_it_lists_is_never_done(int size)
    {
        await using var bench = await Bench.StartApartAsync();
        var time = DateTimeOffset.UtcNow.AddDays(-1);
        bench.Origin.Put("fine", Samples.Bytes(1000, 1));
        Fault When(Action<Bucket> then, params S3Operation[] operations) => bench.Server.Faults.Add(new()
        {
            Kind = FaultKind.Hook,
            Operations = operations,
            Times = null,
            Hook = (_, _) =>
            {
                then(bench.Origin);
                return Task.CompletedTask;
            },
        });
        When(origin => origin.Put("k", Samples.Bytes(size + 1, 3), lastModified: time.AddHours(1)), S3Operation.ListObjectsV2);
        var behind = When(origin => origin.Put("k", Samples.Bytes(size, 2), lastModified: time), S3Operation.GetObject, S3Operation.HeadObject);
        await bench.StartSiloAsync();

        var first = (await bench.RunAsync("add", bench.StoreToStore("behind"), "--wait", "--json")).Expect(3).Job;
        var failure = (await bench.RunAsync("failures", "behind")).Expect(0).Out;
        bench.AtTarget.AssertHolds(bench.Objects.Where(key => key == "fine"));
        bench.Server.Faults.Remove(behind);
        await bench.RunAsync("redo", "behind", "--failed");
        var second = await bench.UntilAsync("behind", job => job.Run == 2 && job.ExitCode is not null);

        Assert.Equal((1L, 1L), (first.Objects.Transferred, first.Objects.Failed));
        Assert.Contains("is behind", failure, StringComparison.Ordinal);
        Assert.Equal(("done", 1L), (second.State, second.Objects.Transferred));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task File_that_says_it_is_empty_arrives_with_the_content_that_can_be_read(bool toStore)
    {
        const string Kernel = "/proc/sys/fs/inotify";
        await using var bench = await Bench.StartAsync();
        var from = $"src-filetype: diskfile\nsrc-absolutepath: {Kernel}";
        var job = toStore ? bench.ToStoreFrom("proc", from)
            : bench.Save("proc.cfg", $"job-ID: proc\n{from}\ndes-filetype: diskfile\ndes-absolutepath: {bench.Destination}\nsync-enable-increment: False\n");

        (await bench.RunAsync("run", job, "--json")).Expect(0);

        (toStore ? bench.AtTarget : bench.AtDestination).AssertHolds(Manifest.OfDirectory(Kernel));
    }

    [Theory]
    [InlineData("des-prefix: new/", 0)]
    [InlineData("", 3)]
    public async Task Object_whose_key_is_the_prefix_itself_arrives_or_is_reported(string prefix, int code)
    {
        await using var bench = await Bench.StartAsync();
        foreach (var key in new[] { "shared/", "shared/x", "shared/d/", "shared" })
        {
            await bench.Aws().PutObjectAsync(new() { BucketName = "origin", Key = key, ContentBody = key, UseChunkEncoding = false }, Cancel);
        }

        var run = (await bench.RunAsync("run", bench.StoreToStore("marker", $"src-prefix: shared/\n{prefix}"), "--json")).Expect(code).Job;

        Assert.Equal((3L, 0L, code == 0 ? 0L : 1L), (run.Objects.Listed, run.Objects.Excluded, run.Objects.Failed));
        var arrived = bench.Objects.Under("shared/");
        bench.AtTarget.AssertHolds(code == 0 ? arrived.Below("new/") : arrived.Where(key => key.Length > 0));
    }

    [Fact]
    public async Task What_filters_leave_out_can_not_fail()
    {
        await using var bench = await Bench.StartAsync();
        bench.Write("a.txt", [1]);
        Directory.CreateSymbolicLink(Path.Combine(bench.Source, "broken"), "/nowhere/at/all");

        var failed = (await bench.RunAsync("run", bench.DiskToStore("with"), "--json")).Expect(3).Job;
        var clean = (await bench.RunAsync("run", bench.DiskToStore("without", "src-exclude: broken"), "--yes", "--json")).Expect(0).Job;

        Assert.Equal((1L, 0L), (failed.Objects.Failed, failed.Objects.Excluded));
        Assert.Equal((0L, 1L), (clean.Objects.Failed, clean.Objects.Excluded));
        bench.AtTarget.AssertHolds(bench.Files);
    }

    private static async Task LieAsync(HttpContext http, string lie, byte[] content)
    {
        var isHead = HttpMethods.IsHead(http.Request.Method);
        http.Response.Headers.ETag = "\"b\"";
        http.Response.Headers.AcceptRanges = "bytes";
        switch (lie)
        {
            case "404 to HEAD" when isHead:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            case "HEAD breaks off" when isHead:
                http.Abort();
                return;
            case "HEAD tells another length" when isHead:
                http.Response.ContentLength = 1234;
                return;
            case "ranges that begin elsewhere" or "ranges of another length" or "ranges of a whole of another size" when Asked(http) is (var first, var length):
                http.Response.StatusCode = StatusCodes.Status206PartialContent;
                var given = (lie == "ranges that begin elsewhere" ? 0 : first, lie == "ranges of another length" && length > 1 ? length / 2 : length);
                var total = content.Length + (lie == "ranges of a whole of another size" ? 7 : 0);
                http.Response.Headers.ContentRange = $"bytes {given.Item1}-{given.Item1 + given.Item2 - 1}/{total}";
                http.Response.ContentLength = given.Item2;
                await http.Response.Body.WriteAsync(content.AsMemory(given.Item1, given.Item2));
                return;
        }

        http.Response.ContentLength = content.Length;
        await http.Response.Body.WriteAsync(isHead ? default : content);
    }

    private static (int First, int Length)? Asked(HttpContext http) =>
        http.Request.GetTypedHeaders().Range?.Ranges.Single() is { From: { } first, To: { } last } ? ((int)first, (int)(last - first) + 1) : null;

    private static string Urls(WebServer web, string list) =>
        $"src-filetype: urlfile\nsrc-file-list: {list}\nsrc-prefix: {web.Url}/\nurl-allow: 127.0.0.0/8";
}
