using System.Text.Json;
using System.Text.Json.Nodes;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>
/// Markers are opaque, and a listing must be able to begin behind any key. So a marker is only made after the form of one that the store gave:
/// where that one names the last key of its page, one that names another key leads behind that key.
/// </summary>
internal static class ListMarker
{
    private const string KeyField = "k";

    /// <summary>The marker that leads behind a key; null where the given one doesn't show how.</summary>
    /// <param name="given">As the store gave it with a page.</param>
    /// <param name="last">The last key of that page.</param>
    /// <param name="after">The key to begin behind.</param>
    public static string? Behind(string given, ObjectKey last, ObjectKey after)
    {
        try
        {
            if (UrlSafeBase64.Decode(given) is not { } json || JsonNode.Parse(json) is not JsonObject fields
                || fields[KeyField] is not JsonValue named || !named.TryGetValue(out string? key) || ObjectKey.From(key) != last
                || !after.TryGetText(out var text))
            {
                return null;
            }

            fields[KeyField] = text;
            return UrlSafeBase64.Encode(JsonSerializer.SerializeToUtf8Bytes(fields));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
