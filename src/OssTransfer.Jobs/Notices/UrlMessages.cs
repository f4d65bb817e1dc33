using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Notices;

/// <summary>What is sent to a job's address and how it is signed, as each platform documents it. Pure.</summary>
public static class UrlMessages
{
    /// <summary>The time in seconds since 1970 that <see cref="SignatureHeader"/> covers.</summary>
    public const string TimestampHeader = "X-OssTransfer-Timestamp";

    /// <summary><c>sha256=</c> and the HMAC-SHA256, in hexadecimal digits, of the time, a dot and the body.</summary>
    public const string SignatureHeader = "X-OssTransfer-Signature";

    /// <summary>The same for a message that is sent again.</summary>
    public const string IdHeader = "X-OssTransfer-Id";

    // WeCom takes 4,096 bytes, the others more.
    private const int MostBytes = 3800;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The message of a notice.</summary>
    /// <param name="format">The platform.</param>
    /// <param name="address">The job's address.</param>
    /// <param name="secret">What it is signed with; null: it isn't.</param>
    /// <param name="notice">What it says.</param>
    /// <param name="text">The same as text.</param>
    /// <param name="failures">The first of what failed.</param>
    /// <param name="now">When it is sent.</param>
    public static UrlMessage Of(
        NotifyFormat format, Secret address, Secret? secret, Notice notice, NoticeMail text, IReadOnlyList<NoticeFailure> failures, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(text);
        var url = new Uri(address.Reveal());
        var plain = Shortened(text.Text);
        return format switch
        {
            NotifyFormat.DingTalk => new(DingTalkSigned(url, secret, now), Bytes(TextOf(plain)), []),
            NotifyFormat.Feishu => new(url, Bytes(FeishuSigned(plain, secret, now)), []),
            NotifyFormat.WeCom => new(url, Bytes(TextOf(plain)), []),
            _ => Signed(url, secret, notice.Id, Bytes(ObjectOf(notice, text, failures)), now),
        };
    }

    /// <summary>
    /// What a platform answered: null where it took the message, else its words. Robots of groups answer 200 to everything and say it in the body.
    /// </summary>
    public static string? Refusal(NotifyFormat format, string body)
    {
        if (format == NotifyFormat.Json)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(body, documentOptions: Strict) is JsonObject answer
                && Number(answer["errcode"] ?? answer["code"] ?? answer["StatusCode"]) is { } code
                ? code == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{code} {answer["errmsg"] ?? answer["msg"] ?? answer["StatusMessage"]}")
                : $"an answer that isn't the platform's: {body}";
        }
        catch (JsonException)
        {
            return $"an answer that isn't the platform's: {body}";
        }
    }

    private static JsonObject TextOf(string text) => new() { ["msgtype"] = "text", ["text"] = new JsonObject { ["content"] = text } };

    private static JsonObject ObjectOf(Notice notice, NoticeMail text, IReadOnlyList<NoticeFailure> failures) => new()
    {
        ["id"] = notice.Id,
        ["cause"] = JsonNamingPolicy.KebabCaseLower.ConvertName(notice.Cause.ToString()),
        ["at"] = notice.At,
        ["jobId"] = notice.JobId,
        ["run"] = notice.Run,
        ["state"] = notice.State,
        ["exitCode"] = notice.Code is { } code ? (int)code : null,
        ["reason"] = notice.Reason,
        ["numbers"] = notice.Numbers is { } numbers ? JsonSerializer.SerializeToNode(numbers, JsonSerializerOptions.Web) : null,
        ["startedAt"] = notice.StartedAt,
        ["finishedAt"] = notice.FinishedAt,
        ["nextPassAt"] = notice.NextPassAt,
        ["failures"] = JsonSerializer.SerializeToNode(failures, JsonSerializerOptions.Web),
        ["subject"] = text.Subject,
        ["text"] = text.Text,
    };

    private static Uri DingTalkSigned(Uri url, Secret? secret, DateTimeOffset now)
    {
        if (secret is null)
        {
            return url;
        }

        var time = now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        var sign = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), Encoding.UTF8.GetBytes($"{time}\n{secret.Reveal()}")));
        var separator = url.Query.Length == 0 ? '?' : '&';
        return new($"{url.AbsoluteUri}{separator}timestamp={time}&sign={Uri.EscapeDataString(sign)}");
    }

    // The key is what others sign, and nothing is signed.
    private static JsonObject FeishuSigned(string text, Secret? secret, DateTimeOffset now)
    {
        JsonObject body = new() { ["msg_type"] = "text", ["content"] = new JsonObject { ["text"] = text } };
        if (secret is not null)
        {
            var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            body["timestamp"] = time;
            body["sign"] = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{time}\n{secret.Reveal()}"), Array.Empty<byte>()));
        }

        return body;
    }

    private static UrlMessage Signed(Uri url, Secret? secret, string id, byte[] body, DateTimeOffset now)
    {
        if (secret is null)
        {
            return new(url, body, [new(IdHeader, id)]);
        }

        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] covered = [.. Encoding.UTF8.GetBytes($"{time}."), .. body];
        var hash = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret.Reveal()), covered);
        return new(url, body, [new(IdHeader, id), new(TimestampHeader, time), new(SignatureHeader, $"sha256={Convert.ToHexStringLower(hash)}")]);
    }

    private static byte[] Bytes(JsonNode body) => Encoding.UTF8.GetBytes(body.ToJsonString(Json));

    // A limit in bytes never cuts through a character.
    private static string Shortened(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= MostBytes)
        {
            return text;
        }

        var (length, bytes) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }

    private static int? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;
}
