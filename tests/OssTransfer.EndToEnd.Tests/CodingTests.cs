using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Bytes are taken as they are stored, whatever somebody on the way makes of them.</summary>
public sealed class CodingTests
{
    private static readonly Dictionary<string, string> Encoded = new() { ["content-encoding"] = "gzip", ["content-type"] = "text/plain" };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Told in the answer, with a length, in HEAD, too; and whether the source's ETags say nothing of the content.</summary>
    public static TheoryData<bool, bool, bool, bool> Habits => new()
    {
        { true, false, false, false },
        { false, false, false, false },
        { false, false, false, true },
        { false, true, true, true },
        { false, true, false, false },
    };

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Store_that_decodes_what_is_not_accepted_encoded_gives_what_it_holds(bool isTold, bool inHead)
    {
        await using var bench = await Bench.StartApartAsync(origin: new() { Decoding = new() { IsTold = isTold, InHead = inHead } });
        Fill(bench);

        var run = (await bench.RunAsync("run", bench.StoreToStore("decoding"), "--json")).Expect(0).Job;

        Assert.Equal((3L, 0L), (run.Objects.Transferred, run.Objects.Failed));
        bench.AtTarget.AssertHolds(bench.Objects);
    }

    [Theory]
    [MemberData(nameof(Habits))]
    public async Task Store_that_decodes_whatever_is_accepted_is_refused_by_that_reason(bool isTold, bool hasLength, bool inHead, bool isOpaque)
    {
        await using var bench = await Bench.StartApartAsync(
            origin: new() { Decoding = new() { Always = true, IsTold = isTold, HasLength = hasLength, InHead = inHead } });
        Fill(bench);
        if (hasLength && isOpaque)
        {
            // Neither size, nor digest, nor any header tells it apart.
            bench.Origin.Delete("agrees");
        }

        bench.Origin.Put("plain", "plain"u8);
        await bench.StartSiloAsync();
        var run = (await bench.RunAsync("add", bench.StoreToStore("decoded", isOpaque ? "src-etag: opaque" : ""), "--wait", "--json")).Expect(3).Job;
        var failures = (await bench.RunAsync("failures", "decoded")).Expect(0).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((1L, bench.Origin.Count - 1), (run.Objects.Transferred, (int)run.Objects.Failed));
        Assert.All(failures, line => Assert.Contains("on the way", line, StringComparison.Ordinal));
        Assert.All(failures, line => Assert.DoesNotContain("changed while it was read", line, StringComparison.Ordinal));
        bench.AtTarget.AssertHolds(bench.Objects.Where(key => key == "plain"));
    }

    [Fact]
    public async Task Web_server_that_encodes_on_the_way_gives_what_it_holds_or_is_refused_by_the_size_in_the_list()
    {
        await using var bench = await Bench.StartAsync();
        await using var web = await WebServer.StartAsync(Cancel);
        var text = new byte[3 << 20];
        web.Answers["/where-accepted"] = http =>
            SendAsync(http, text, http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.Ordinal));
        web.Answers["/always"] = http => SendAsync(http, text, isEncoded: true);
        web.Answers["/stored"] = http => SendStoredAsync(http, Gzip(text));
        var list = bench.Save("urls", $"{web.Url}/where-accepted\t{text.Length}\n{web.Url}/always\t{text.Length}\n{web.Url}/stored\n");
        await bench.StartSiloAsync();
        var job = bench.ToStoreFrom("web", $"src-filetype: urlfile\nsrc-prefix: {web.Url}/\nsrc-file-list: {list}\nurl-allow: 127.0.0.0/8");

        var run = (await bench.RunAsync("add", job, "--wait", "--json")).Expect(3).Job;
        var failure = (await bench.RunAsync("failures", "web")).Expect(0).Out;

        Assert.Equal((2L, 1L), (run.Objects.Transferred, run.Objects.Failed));
        Assert.Contains("on the way", failure, StringComparison.Ordinal);
        Assert.Null(bench.Target["always"]);
        Assert.Equal(text, bench.Target["where-accepted"]!.ToArray());
        Assert.Equal(Gzip(text), bench.Target["stored"]!.ToArray());
        Assert.Equal("gzip", bench.Target["stored"]!.Headers["content-encoding"]);
    }

    /// <summary>One that grows when it is decoded, a large one, and one that has the same size decoded.</summary>
    private static void Fill(Bench bench)
    {
        bench.Origin.Put("small", Gzip(new byte[5000]), Encoded);
        bench.Origin.Put("large", Gzip([.. Samples.Bytes(Samples.LargeBytes, 1), .. new byte[1 << 20]]), Encoded);
        var agreeing = Enumerable.Range(0, 1000).Select(zeros => (byte[])[.. Samples.Bytes(300, 3), .. new byte[zeros]])
            .First(content => Gzip(content).Length == content.Length);
        bench.Origin.Put("agrees", Gzip(agreeing), Encoded);
    }

    private static async Task SendAsync(HttpContext http, byte[] content, bool isEncoded)
    {
        if (isEncoded)
        {
            http.Response.Headers.ContentEncoding = "gzip";
            await http.Response.StartAsync();
        }
        else
        {
            http.Response.ContentLength = content.Length;
        }

        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(isEncoded ? Gzip(content) : content);
        }
    }

    private static async Task SendStoredAsync(HttpContext http, byte[] content)
    {
        http.Response.Headers.ContentEncoding = "gzip";
        http.Response.ContentLength = content.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(content);
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
