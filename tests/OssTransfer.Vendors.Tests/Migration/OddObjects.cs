using System.Text;
using OssTransfer.Emulators.Common;
using OssTransfer.Storage;
using OssTransfer.Storage.Tests.Conformance;

namespace OssTransfer.Vendors.Tests.Migration;

/// <summary>Objects of every odd key kind, each with its own content and headers.</summary>
public static class OddObjects
{
    /// <summary>Whole seconds: what a listing and a HEAD say is the same time.</summary>
    public static DateTimeOffset Written { get; } = new(2024, 2, 29, 12, 30, 15, TimeSpan.Zero);

    /// <summary>So many different objects with keys that pass the filter.</summary>
    public static IReadOnlyList<EmulatorObject> Of(int count, string metaPrefix, Func<ObjectKey, bool> canHold)
    {
        var keys = Enumerable.Range(0, int.MaxValue)
            .SelectMany(round => OddKeys.All.Select(key => Variant(key, round)))
            .Where(key => key.Length is > 0 and <= 1024 && canHold(key));
        return [.. keys.Distinct().Take(count).Select((key, i) => One(key, i, metaPrefix))];
    }

    private static ObjectKey Variant(ObjectKey key, int round) => round switch
    {
        0 => key,
        _ when round % 2 == 0 => ObjectKey.From($"{round}/").Append(key),
        _ => key.Append(ObjectKey.From($"-{round}")),
    };

    private static EmulatorObject One(ObjectKey key, int i, string metaPrefix) => new(key.Bytes.ToArray(), TestContent.Of(i % 7 == 0 ? 0 : i, seed: i))
    {
        LastModified = Written.AddSeconds(i),
        Headers =
        [
            new("Content-Type", i % 3 == 0 ? "text/x-odd; charset=\"utf-8\"" : "application/octet-stream"),
            new("Cache-Control", $"max-age={i}, private"),
            new("Content-Disposition", $"attachment; filename=\"{i} b.txt\""),
            new("Content-Encoding", "gzip"),
            new("Content-Language", "de, en"),
            new("Expires", "Wed, 21 Oct 2037 07:28:00 GMT"),
            new(metaPrefix + "number", $"{i}"),
            new(metaPrefix + "two-words", "a b, c; d=\"e\""),
            new(metaPrefix + "utf8", Encoding.Latin1.GetString("中文"u8)),
        ],
    };

    /// <summary>The headers as the destination should have them.</summary>
    public static IReadOnlyDictionary<string, string> Arrived(EmulatorObject stored, string metaPrefix) => stored.Headers.ToDictionary(
        header => header.Key.StartsWith(metaPrefix, StringComparison.Ordinal) ? "x-amz-meta-" + header.Key[metaPrefix.Length..] : header.Key.ToLowerInvariant(),
        header => header.Value);
}
