using System.Globalization;
using System.Text;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Qiniu;

/// <summary>Pages in JSON. A marker is opaque, and whether there is more is said by it alone.</summary>
internal static class KodoListing
{
    private const int Most = 1000;

    public static EmulatorAnswer List(EmulatorRequest request, EmulatorBucket bucket, bool opaqueMarkers)
    {
        var limit = int.TryParse(request.Parameter("limit"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 1 and <= Most
            ? asked
            : Most;
        var (after, round) = Position(request.Parameter("marker") ?? "");
        var page = bucket.List(Bytes(request, "prefix"), after, Bytes(request, "delimiter"), limit);
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            var isEmpty = request.Fault?.Kind == EmulatorFaultKind.EmptyPage;
            writer.WriteStartObject();
            writer.WriteString("marker", isEmpty ? Marker(after, round + 1, opaqueMarkers) : page.IsTruncated ? Marker(page.Last, 0, opaqueMarkers) : "");
            if (page.Prefixes.Count > 0 && !isEmpty)
            {
                writer.WriteStartArray("commonPrefixes");
                foreach (var prefix in page.Prefixes)
                {
                    writer.WriteStringValue(prefix);
                }

                writer.WriteEndArray();
            }

            writer.WriteStartArray("items");
            foreach (var stored in isEmpty ? [] : page.Objects)
            {
                Write(writer, stored);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return EmulatorAnswer.Of(200, Encoding.UTF8.GetString(json.ToArray()), "application/json");
    }

    private static void Write(Utf8JsonWriter writer, EmulatorObject stored)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, stored.Key);
        writer.WriteString("hash", stored.ETag);
        writer.WriteNumber("fsize", stored.Content.Length);
        writer.WriteString("mimeType", stored.Headers.FirstOrDefault(header => header.Key == "Content-Type").Value ?? "application/octet-stream");
        writer.WriteNumber("putTime", (stored.LastModified - DateTimeOffset.UnixEpoch).Ticks);
        writer.WriteNumber("type", int.Parse(stored.StorageClass ?? "0", CultureInfo.InvariantCulture));
        writer.WriteNumber("status", 0);
        writer.WriteEndObject();
    }

    private static byte[] Bytes(EmulatorRequest request, string name) => Encoding.UTF8.GetBytes(request.Parameter(name) ?? "");

    private static string Marker(byte[] after, int round, bool opaque)
    {
        var text = JsonSerializer.Serialize(new { c = round, k = Encoding.UTF8.GetString(after) });
        return opaque ? Convert.ToHexString(Encoding.UTF8.GetBytes(text)) : KodoText.Base64(text);
    }

    private static (byte[] After, int Round) Position(string marker)
    {
        if (marker.Length == 0)
        {
            return ([], 0);
        }

        try
        {
            var bytes = marker.All(char.IsAsciiHexDigitUpper) ? Convert.FromHexString(marker) : KodoText.FromBase64(marker);
            using var json = JsonDocument.Parse(bytes ?? []);
            return (Encoding.UTF8.GetBytes(json.RootElement.GetProperty("k").GetString()!), json.RootElement.GetProperty("c").GetInt32());
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or FormatException)
        {
            throw new EmulatorError(640, "", "invalid list marker");
        }
    }
}
