using System.Globalization;
using System.Text;
using System.Text.Json;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Baidu;

/// <summary>Pages in JSON. Where to go on is said only with a delimiter; without one it is the last key.</summary>
internal static class BosListing
{
    private const int Most = 1000;

    public static EmulatorAnswer List(EmulatorRequest request, EmulatorBucket bucket)
    {
        var max = int.TryParse(request.Parameter("maxKeys"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Min(asked, Most) : Most;
        var (prefix, marker, delimiter) = (Bytes(request, "prefix"), Bytes(request, "marker"), Bytes(request, "delimiter"));
        var page = bucket.List(prefix, marker, delimiter, max);
        var isEmpty = request.Fault?.Kind == EmulatorFaultKind.EmptyPage;
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WriteString("name", bucket.Name);
            writer.WriteString("prefix"u8, prefix);
            writer.WriteString("delimiter"u8, delimiter);
            writer.WriteString("marker"u8, marker);
            writer.WriteNumber("maxKeys", max);
            writer.WriteBoolean("isTruncated", page.IsTruncated || isEmpty);
            if (isEmpty || (page.IsTruncated && delimiter.Length > 0))
            {
                writer.WriteString("nextMarker"u8, isEmpty ? [.. marker, 0x01] : page.Last);
            }

            writer.WriteStartArray("contents");
            foreach (var stored in isEmpty ? [] : page.Objects)
            {
                Write(writer, stored);
            }

            writer.WriteEndArray();
            if (delimiter.Length > 0)
            {
                writer.WriteStartArray("commonPrefixes");
                foreach (var folded in page.Prefixes)
                {
                    writer.WriteStartObject();
                    writer.WriteString("prefix"u8, folded);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return EmulatorAnswer.Of(200, Encoding.UTF8.GetString(json.ToArray()), "application/json; charset=utf-8");
    }

    private static void Write(Utf8JsonWriter writer, EmulatorObject stored)
    {
        writer.WriteStartObject();
        writer.WriteString("key"u8, stored.Key);
        writer.WriteString("lastModified", stored.LastModified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
        writer.WriteString("eTag", stored.ETag);
        writer.WriteNumber("size", stored.Content.Length);
        writer.WriteString("storageClass", stored.StorageClass ?? "STANDARD");
        writer.WriteStartObject("owner");
        writer.WriteString("id", "10eb6f5ff6ff4605bf044313e8f3ffa5");
        writer.WriteString("displayName", "BosUser");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static byte[] Bytes(EmulatorRequest request, string name) => Encoding.UTF8.GetBytes(request.Parameter(name) ?? "");
}
