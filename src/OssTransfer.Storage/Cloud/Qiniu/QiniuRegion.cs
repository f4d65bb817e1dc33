using System.Text.Json;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Where a bucket's services are.</summary>
/// <param name="Name">Of the region.</param>
/// <param name="List">The list service.</param>
/// <param name="Source">The host that gives objects without any domain being bound; null where the account has none.</param>
internal sealed record QiniuRegion(string Name, string List, string? Source)
{
    /// <summary>Reads the answer to a <see cref="RegionQuery"/>.</summary>
    public static QiniuRegion Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            using var document = JsonDocument.ParseValue(ref reader);
            if (document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("hosts", out var hosts) && hosts.ValueKind == JsonValueKind.Array && hosts.GetArrayLength() > 0
                && hosts[0] is { ValueKind: JsonValueKind.Object } first && Domain(first, "rsf") is { } list)
            {
                return new QiniuRegion(first.TryGetProperty("region", out var name) ? name.ToString() : "", list, Domain(first, "io_src"));
            }
        }
        catch (JsonException e)
        {
            throw new InvalidDataException("the JSON is cut or not well formed", e);
        }

        throw new InvalidDataException("the answer names no list host");
    }

    private static string? Domain(JsonElement region, string service) =>
        region.TryGetProperty(service, out var hosts) && hosts.ValueKind == JsonValueKind.Object
        && hosts.TryGetProperty("domains", out var domains) && domains.ValueKind == JsonValueKind.Array && domains.GetArrayLength() > 0
        && domains[0].ValueKind == JsonValueKind.String && domains[0].GetString() is { Length: > 0 } domain
            ? domain
            : null;
}
