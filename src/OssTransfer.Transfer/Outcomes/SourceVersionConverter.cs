using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>
/// The stored form, which every version of the program reads: -1 is a size that is not known, and also that of a version that is read in one stream,
/// since it made older ones read it so; the time 0001-01-01 is none.
/// </summary>
internal sealed class SourceVersionConverter : JsonConverter<SourceVersion>
{
    public override SourceVersion Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var stored = JsonSerializer.Deserialize<Stored>(ref reader, options) ?? throw new JsonException("a version is empty");
        return new(
            stored.WholeSize ?? (stored.Size >= 0 ? stored.Size : null), stored.ETag, stored.LastModified == default ? null : stored.LastModified)
        {
            HasOpaqueETag = stored.HasOpaqueETag,

            // Where it has no size or no validator, that is why it is read in one stream.
            HasNoSlices = stored is { Size: < 0, WholeSize: not null, ETag: not null },
        };
    }

    public override void Write(Utf8JsonWriter writer, SourceVersion value, JsonSerializerOptions options) => JsonSerializer.Serialize(
        writer,
        new Stored(value.ReadsOnlyWhole ? -1 : value.Size!.Value, value.ETag, value.LastModified ?? default) 
        {
            HasOpaqueETag = value.HasOpaqueETag,
            WholeSize = value.ReadsOnlyWhole ? value.Size : null,
        },
        options);

    private sealed record Stored(long Size, string? ETag, DateTimeOffset LastModified)
    {
        public bool HasOpaqueETag { get; init; }

        /// <summary>The size of a version that is read in one stream; null where it is not known.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public long? WholeSize { get; init; }
    }
}
