using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts;
using OssTransfer.Emulators.Aliyun;
using OssTransfer.Emulators.Baidu;
using OssTransfer.Emulators.Common;
using OssTransfer.Emulators.Qiniu;
using OssTransfer.Emulators.Tencent;
using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.Oracle;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Every <c>src-filetype</c>, as a user writes it in a job.cfg; vendors are emulated.</summary>
public sealed class SourceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("aliyunfile")]
    [InlineData("tencentfile")]
    [InlineData("qiniufile")]
    [InlineData("baidufile")]
    public async Task Bucket_of_a_vendor_arrives_whole_with_its_metadata_and_the_next_pass_sends_what_changed(string filetype)
    {
        await using var bench = await Bench.StartAsync();
        var (server, bucket, put) = await StartAsync(filetype);
        await using var stop = server;
        var keys = Samples.OddKeys.Where(key => key.Length <= 250 && key[0] is not ('/' or '\\')).Select(key => "data/" + key).ToList();
        foreach (var (i, key) in keys.Index())
        {
            server.Bucket(bucket).Put(put(Stored(key, Samples.Bytes(i, i))));
        }

        server.Bucket(bucket).Put(put(Stored("data/large", Samples.Bytes(Samples.LargeBytes, 1))));
        server.Bucket(bucket).Put(put(Stored("other", [1])));
        var job = bench.ToStoreFrom(filetype, $"""
            src-filetype: {filetype}
            src-endpoint: {server.Endpoint}
            src-bucketName: {bucket}
            src-accesskey: {server.Options.AccessKey}
            src-secretkey: {server.Options.SecretKey}
            src-prefix: data/
            {(filetype == "qiniufile" ? $"src-list-endpoint: {server.Endpoint}" : "")}
            """);

        (await bench.RunAsync("probe", job, "--src")).Expect(0);
        var told = JsonSerializer.Deserialize((await bench.RunAsync("preflight", job, "--head", "--json")).Expect(0).Out, ContractsJson.Default.PreflightView)!;
        var first = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;
        server.Bucket(bucket).Put(put(Stored("data/naïve 😀", "changed"u8.ToArray())));
        var second = (await bench.RunAsync("run", job, "--json")).Expect(0).Job;

        Assert.Equal(("done", keys.Count + 1L, keys.Count + 1L, 0L), (first.State, first.Objects.Listed, first.Objects.Transferred, first.SourceUnproven));
        Assert.Equal((first.Objects.Listed, first.Bytes.Listed), (told.Objects, told.Bytes));
        Assert.Equal((keys.Count + 1L, 1L), (second.Objects.Listed, second.Objects.Transferred));
        bench.AtTarget.AssertHolds(Manifest.Of(server.Bucket(bucket)).Under("data/"));
    }

    [Fact]
    public async Task Wrong_key_of_a_vendor_is_found_by_add_in_the_vendors_own_words()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();
        var (server, bucket, _) = await StartAsync("aliyunfile");
        await using var stop = server;
        var job = bench.ToStoreFrom(
            "wrong",
            $"src-filetype: aliyunfile\nsrc-endpoint: {server.Endpoint}\nsrc-bucketName: {bucket}\nsrc-accesskey: {server.Options.AccessKey}\nsrc-secretkey: no-such-secret");

        var added = (await bench.RunAsync("add", job)).Expect(5);

        Assert.Contains("source: ", added.Error, StringComparison.Ordinal);
        Assert.Contains("SignatureDoesNotMatch", added.Error, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(Manifest.Empty);
    }

    [Fact]
    public async Task Urls_of_a_list_arrive_and_what_no_server_gives_is_told()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        for (var i = 0; i < 40; i++)
        {
            web.Files[$"/a/中文 {i:d2}.txt"] = Samples.Bytes(i * 100, i);
        }

        web.Files["/a/large"] = Samples.Bytes(Samples.LargeBytes, 1);
        web.Answers["/a/unknown-length"] = http => http.Response.Body.WriteAsync(Samples.Bytes(100_000, 3)).AsTask();
        web.Answers["/a/moved"] = http => Task.Run(() => http.Response.Redirect($"{web.Url}/a/large"));
        web.Answers["/a/secret"] = http => Task.Run(() => http.Response.StatusCode = StatusCodes.Status403Forbidden);
        var lines = web.Files.Keys.Where(path => path != "/a/large").Select(path => $"{web.Url}/a/{Uri.EscapeDataString(path[3..])}")
            .Concat(
                [
                    $"{web.Url}/a/large\t{Samples.LargeBytes}",
                    $"{web.Url}/a/unknown-length",
                    $"{web.Url}/a/moved?signature=1",
                    $"{web.Url}/a/secret",
                    $"{web.Url}/a/none",
                    "ftp://host/x",
                    "http://169.254.169.254/latest/meta-data",
                ]);
        var list = bench.Save("urls.txt", string.Join('\n', lines));
        var job = bench.ToStoreFrom(
            "urls", $"src-filetype: urlfile\nsrc-file-list: {list}\nsrc-prefix: {web.Url}/a/\nurl-query: drop\nurl-allow: 127.0.0.0/8", "max-failures: 1000");

        (await bench.RunAsync("probe", job, "--src")).Expect(0);
        var told = JsonSerializer.Deserialize((await bench.RunAsync("preflight", job, "--json")).Expect(3).Out, ContractsJson.Default.PreflightView)!;
        var run = (await bench.RunAsync("run", job, "--json")).Expect(3).Job;
        await bench.StartSiloAsync();
        var failures = (await bench.RunAsync("failures", "urls")).Expect(0).Out;

        Assert.Equal(["bad-line", "refused-address"], told.Problems.Where(problem => problem.IsFailure).Select(problem => problem.Problem));
        Assert.Equal("169.254.169.254", told.Problems[^1].Examples.Single().Key);
        Assert.Equal((47L, 43L, 4L), (run.Objects.Listed, run.Objects.Transferred, run.Objects.Failed));
        bench.AtTarget.AssertHolds(Manifest.Of(
            [
                .. web.Files.Select(file => web.Held(file.Key, Uri.EscapeDataString(file.Key[3..]))),
                web.Held("/a/large", "moved"),
                Manifest.Of("unknown-length", Samples.Bytes(100_000, 3)),
            ]));
        Assert.Contains($"{web.Url}/a/secret", failures, StringComparison.Ordinal);
        Assert.Contains($"{web.Url}/a/none", failures, StringComparison.Ordinal);
        Assert.Contains("is no URL", failures, StringComparison.Ordinal);
        Assert.Contains("169.254.169.254", failures, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Urls_that_lead_to_private_addresses_are_refused_unless_the_job_allows_them()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        web.Files["/k"] = [1];
        var list = bench.Save("urls.txt", $"{web.Url}/k\n");

        var run = (await bench.RunAsync("run", bench.ToStoreFrom("inner", $"src-filetype: urlfile\nsrc-file-list: {list}\nsrc-prefix: {web.Url}/"), "--json"))
            .Expect(3).Job;
        await bench.StartSiloAsync();
        var failures = (await bench.RunAsync("failures", "inner")).Expect(0).Out;

        Assert.Equal((1L, 0L), (run.Objects.Failed, run.Objects.Transferred));
        Assert.Contains("url-allow", failures, StringComparison.Ordinal);
        bench.AtTarget.AssertHolds(Manifest.Empty);
    }

    private static EmulatorObject Stored(string key, byte[] content) => new(Encoding.UTF8.GetBytes(key), content)
    {
        LastModified = DateTimeOffset.UtcNow,
        Headers = [new("Content-Type", "text/x-vendor")],
    };

    private static async Task<(EmulatorServer Server, string Bucket, Func<EmulatorObject, EmulatorObject> Put)> StartAsync(string filetype)
    {
        var bucket = filetype == "tencentfile" ? "bucket-1250000000" : "bucket";
        var options = new EmulatorOptions { Buckets = [bucket] };
        return filetype switch
        {
            "aliyunfile" => (await OssVendor.StartAsync(options, Cancel), bucket, OssObjects.Normal),
            "tencentfile" => (await CosVendor.StartAsync(options, Cancel), bucket, CosObjects.Normal),
            "qiniufile" => (await KodoVendor.StartAsync(options, Cancel), bucket, KodoObjects.Normal),
            _ => (await BosVendor.StartAsync(options, Cancel), bucket, BosObjects.Normal),
        };
    }
}
