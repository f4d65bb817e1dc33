using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Transfer.Hashing;

/// <summary>In JSON a hash is a whole number of 128 bits, as it has been stored from the first version on.</summary>
internal sealed class Hash128Converter : JsonConverter<Hash128>
{
    public override Hash128 Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var number = JsonSerializer.Deserialize<UInt128>(ref reader, options);
        return new((ulong)(number >> 64), (ulong)number);
    }

    public override void Write(Utf8JsonWriter writer, Hash128 value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new UInt128(value.High, value.Low), options);
}
