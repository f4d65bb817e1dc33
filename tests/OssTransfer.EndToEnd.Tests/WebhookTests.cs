using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OssTransfer.EndToEnd.Tests.Running;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Messages to the addresses of jobs, as receivers that check what they get see them.</summary>
public sealed class WebhookTests
{
    private const string Key = "SEC-webhook-secret-of-the-test";
    private const string Loopback = "url-allow: 127.0.0.0/8";
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("json")]
    [InlineData("dingtalk")]
    [InlineData("feishu")]
    [InlineData("wecom")]
    public async Task Job_that_ends_is_told_at_its_address_as_the_platform_wants_it(string format)
    {
        await using var web = await WebServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = await Bench.StartAsync();
        var got = Receive(web, format);
        bench.Write("one", Samples.Bytes(10, 1));
        await bench.StartSiloAsync();
        var signed = format == "wecom" ? "" : "notify-secret: env:E2E_HOOK\n";
        bench.Variables["E2E_HOOK"] = Key;

        (await bench.RunAsync(
            "add", "--wait", bench.DiskToStore("hook", $"{Loopback}\nnotify-url: {web.Url}/robot/send?access_token=the-token\nnotify-format: {format}\n{signed}")))
            .Expect(0);
        var text = await UntilAsync(got);

        Assert.Contains("hook: first pass done\n\n  job: hook\n  state: done\n", text, StringComparison.Ordinal);
        var look = (await bench.RunAsync("look", "hook")).Expect(0).Out;
        Assert.Contains("notify-url: ***", look, StringComparison.Ordinal);
        Assert.All(bench.Said, said => Assert.DoesNotContain("the-token", said.Out + said.Error, StringComparison.Ordinal));
        Assert.All(bench.Said, said => Assert.DoesNotContain(Key, said.Out + said.Error, StringComparison.Ordinal));
        Assert.Matches(@"url +sent +\[OssTransfer\] hook: first pass done", (await bench.RunAsync("status", "--mail")).Out);
    }

    [Fact]
    public async Task Receiver_that_is_busy_is_asked_again()
    {
        await using var web = await WebServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = await Bench.StartAsync();
        var asked = 0;
        var got = new ConcurrentQueue<string>();
        web.Answers["/hook"] = async http =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                http.Response.StatusCode = 503;
                return;
            }

            got.Enqueue(http.Request.Headers["X-OssTransfer-Id"]!);
            await http.Response.WriteAsync("thanks");
        };
        bench.Write("one", Samples.Bytes(10, 1));
        await bench.StartSiloAsync();

        (await bench.RunAsync("add", "--wait", bench.DiskToStore("busy", $"{Loopback}\nnotify-url: {web.Url}/hook"))).Expect(0);
        var id = await UntilAsync(got, TimeSpan.FromSeconds(40));

        Assert.EndsWith("-1-ok", id, StringComparison.Ordinal);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Answer_that_repeats_its_request_is_shown_without_the_address()
    {
        await using var web = await WebServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = await Bench.StartAsync();
        const string Token = "token-of-the-robot-0123456789";
        web.Answers["/robot/send"] = async http =>
        {
            http.Response.StatusCode = 404;
            await http.Response.WriteAsync($"POST {http.Request.Path}{http.Request.QueryString} was not found here: {Token[4..24]}");
        };
        bench.Write("one", Samples.Bytes(10, 1));
        await bench.StartSiloAsync();

        (await bench.RunAsync("add", "--wait", bench.DiskToStore("echo", $"{Loopback}\nnotify-url: {web.Url}/robot/send?access_token={Token}"))).Expect(0);
        var status = "";
        for (var began = TimeProvider.System.GetTimestamp(); !status.Contains("was not found here", StringComparison.Ordinal);)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), status);
            status = (await bench.RunAsync("status", "--mail")).Out;
        }

        var log = string.Concat(Directory.GetFiles(Path.Combine(bench.Home, "logs")).Select(File.ReadAllText));
        Assert.Contains("404 POST *** was not found here: ***", status, StringComparison.Ordinal);
        Assert.Contains("404 POST *** was not found here: ***", log, StringComparison.Ordinal);
        Assert.DoesNotContain(Token[4..16], log + status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_address_that_is_not_allowed_is_not_reached()
    {
        await using var web = await WebServer.StartAsync(TestContext.Current.CancellationToken);
        await using var bench = await Bench.StartAsync();
        var asked = 0;
        web.Answers["/hook"] = _ =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        };
        bench.Write("one", Samples.Bytes(10, 1));
        await bench.StartSiloAsync();

        (await bench.RunAsync("add", "--wait", bench.DiskToStore("inside", $"notify-url: {web.Url}/hook"))).Expect(0);
        var status = "";
        for (var began = TimeProvider.System.GetTimestamp(); !status.Contains("url-allow", StringComparison.Ordinal);)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), status);
            status = (await bench.RunAsync("status", "--mail")).Out;
        }

        Assert.Contains(
            "127.0.0.1 is this machine itself (a loopback address); to let that be, write url-allow: 127.0.0.0/8", status, StringComparison.Ordinal);
        Assert.Equal(0, asked);
    }

    /// <summary>Takes what is right for the platform, and keeps its text.</summary>
    private static ConcurrentQueue<string> Receive(WebServer web, string format)
    {
        var got = new ConcurrentQueue<string>();
        web.Answers["/robot/send"] = async http =>
        {
            using var content = new MemoryStream();
            await http.Request.Body.CopyToAsync(content);
            var body = content.ToArray();
            var json = JsonNode.Parse(body)!;
            var (isRight, text, answer) = format switch
            {
                "dingtalk" => (IsDingTalk(http.Request), (string?)json["text"]!["content"], """{"errcode":0,"errmsg":"ok"}"""),
                "feishu" => (IsFeishu(json), (string?)json["content"]!["text"], """{"code":0,"msg":"success"}"""),
                "wecom" => (true, (string?)json["text"]!["content"], """{"errcode":0,"errmsg":"ok"}"""),
                _ => (IsOurs(http.Request, body), (string?)json["text"], ""),
            };
            if (isRight && http.Request.Query["access_token"] == "the-token")
            {
                got.Enqueue(text!);
                await http.Response.WriteAsync(answer);
            }
            else
            {
                http.Response.StatusCode = 403;
            }
        };
        return got;
    }

    private static bool IsDingTalk(HttpRequest request) =>
        IsNow(request.Query["timestamp"]!, 1000)
        && request.Query["sign"] == Convert.ToBase64String(HMACSHA256.HashData(Bytes(Key), Bytes($"{request.Query["timestamp"]}\n{Key}")));

    private static bool IsFeishu(JsonNode body) =>
        IsNow((string)body["timestamp"]!, 1)
        && (string?)body["sign"] == Convert.ToBase64String(HMACSHA256.HashData(Bytes($"{body["timestamp"]}\n{Key}"), Bytes("")));

    private static bool IsOurs(HttpRequest request, byte[] body)
    {
        var time = (string)request.Headers["X-OssTransfer-Timestamp"]!;
        byte[] covered = [.. Bytes($"{time}."), .. body];
        return IsNow(time, 1) && request.Headers["X-OssTransfer-Signature"] == $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Bytes(Key), covered))}";
    }

    private static bool IsNow(string time, int perSecond) =>
        Math.Abs((long.Parse(time, CultureInfo.InvariantCulture) / perSecond) - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds()) < 60;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static async Task<string> UntilAsync(ConcurrentQueue<string> got, TimeSpan? patience = null)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var began = TimeProvider.System.GetTimestamp(); ; await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            if (got.TryDequeue(out var text))
            {
                return text;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < (patience ?? AtOnce), "Nothing came.");
        }
    }
}
