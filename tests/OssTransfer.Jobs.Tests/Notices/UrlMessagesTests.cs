using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Notices;

public sealed class UrlMessagesTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);
    private static readonly Secret Key = new("SEC-key");
    private static readonly NoticeMail Text = new("subject", "line one\nline two\n", "");
    private static readonly Notice Notice = new()
    {
        Id = "n1",
        Cause = NoticeCause.FirstPass,
        At = DateTimeOffset.UnixEpoch,
        JobId = "图片",
        Code = ExitCode.Done,
        Numbers = new() { Listed = 7 },
    };

    [Fact]
    public void DingTalk_signs_time_and_secret_with_the_secret_in_the_query()
    {
        var message = Of(NotifyFormat.DingTalk, "https://oapi.dingtalk.com/robot/send?access_token=t", Key);

        using var hmac = new HMACSHA256("SEC-key"u8.ToArray());
        var sign = Convert.ToBase64String(hmac.ComputeHash("1700000000123\nSEC-key"u8.ToArray()));
        Assert.Equal($"https://oapi.dingtalk.com/robot/send?access_token=t&timestamp=1700000000123&sign={Uri.EscapeDataString(sign)}", message.Url.AbsoluteUri);
        Assert.Equal("""{"msgtype":"text","text":{"content":"line one\nline two\n"}}""", Encoding.UTF8.GetString(message.Body));
    }

    [Fact]
    public void Feishu_signs_nothing_with_time_and_secret_in_the_body()
    {
        var message = Of(NotifyFormat.Feishu, "https://open.feishu.cn/open-apis/bot/v2/hook/x", Key);

        using var hmac = new HMACSHA256("1700000000\nSEC-key"u8.ToArray());
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal("https://open.feishu.cn/open-apis/bot/v2/hook/x", message.Url.AbsoluteUri);
        Assert.Equal(("text", "line one\nline two\n"), ((string?)body["msg_type"], (string?)body["content"]!["text"]));
        Assert.Equal(("1700000000", Convert.ToBase64String(hmac.ComputeHash([]))), ((string?)body["timestamp"], (string?)body["sign"]));
    }

    [Fact]
    public void WeCom_gets_text_of_at_most_four_thousand_bytes()
    {
        var message = UrlMessages.Of(
            NotifyFormat.WeCom, new("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=k"), null, Notice, new("", new('文', 3000), ""), [], Now);

        var text = (string)JsonNode.Parse(message.Body)!["text"]!["content"]!;
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 3700, 4000);
        Assert.EndsWith("文…", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_has_all_facts_and_signs_time_and_body()
    {
        var message = UrlMessages.Of(
            NotifyFormat.Json, new("https://example.com/hook"), Key, Notice, Text, [new("a\nkey", 5, "why")], Now);

        var headers = message.Headers.ToDictionary(StringComparer.Ordinal);
        using var hmac = new HMACSHA256("SEC-key"u8.ToArray());
        var signature = Convert.ToHexStringLower(hmac.ComputeHash([.. Encoding.UTF8.GetBytes("1700000000."), .. message.Body]));
        Assert.Equal(
            ("n1", "1700000000", $"sha256={signature}"),
            (headers[UrlMessages.IdHeader], headers[UrlMessages.TimestampHeader], headers[UrlMessages.SignatureHeader]));
        var body = JsonNode.Parse(message.Body)!;
        Assert.Equal(("first-pass", "图片", 0, 7), ((string?)body["cause"], (string?)body["jobId"], (int)body["exitCode"]!, (int)body["numbers"]!["listed"]!));
        Assert.Equal(
            ("a\nkey", 5, "why"), ((string?)body["failures"]![0]!["key"], (int)body["failures"]![0]!["size"]!, (string?)body["failures"]![0]!["reason"]));
        Assert.Equal([UrlMessages.IdHeader], Of(NotifyFormat.Json, "https://example.com/hook", null).Headers.Select(header => header.Key));
    }

    [Theory]
    [InlineData(NotifyFormat.Json, "no", null)]
    [InlineData(NotifyFormat.DingTalk, """{"errcode":0,"errmsg":"ok"}""", null)]
    [InlineData(NotifyFormat.DingTalk, """{"errcode":310000,"errmsg":"sign not match"}""", "310000 sign not match")]
    [InlineData(NotifyFormat.Feishu, """{"code":0,"msg":"success"}""", null)]
    [InlineData(NotifyFormat.Feishu, """{"StatusCode":0,"StatusMessage":"success"}""", null)]
    [InlineData(NotifyFormat.Feishu, """{"code":19021,"msg":"sign match fail"}""", "19021 sign match fail")]
    [InlineData(NotifyFormat.WeCom, """{"errcode":93000,"errmsg":"invalid webhook url"}""", "93000 invalid webhook url")]
    [InlineData(NotifyFormat.WeCom, "<html>", "an answer that isn't the platform's: <html>")]
    [InlineData(NotifyFormat.WeCom, """{"errcode":1,"errcode":2}""", """an answer that isn't the platform's: {"errcode":1,"errcode":2}""")]
    [InlineData(NotifyFormat.WeCom, "[]", "an answer that isn't the platform's: []")]
    public void Platforms_say_in_the_body_whether_they_took_it(NotifyFormat format, string body, string? refusal) =>
        Assert.Equal(refusal, UrlMessages.Refusal(format, body));

    [Fact]
    public void Address_is_not_shown_by_accident() =>
        Assert.DoesNotContain("token", Of(NotifyFormat.Json, "https://example.com/token", Key).ToString(), StringComparison.Ordinal);

    private static UrlMessage Of(NotifyFormat format, string url, Secret? secret) => UrlMessages.Of(format, new(url), secret, Notice, Text, [], Now);
}
