using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>The stored form of a size, which every version of the program reads: -1 where it is not known.</summary>
internal sealed class StoredSizeConverter : JsonConverter<long?>
{
    public override bool HandleNull => true;

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.Null && reader.GetInt64() is >= 0 and var size ? size : null;

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) => writer.WriteNumberValue(value ?? -1);
}
