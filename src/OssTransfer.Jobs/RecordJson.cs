using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace OssTransfer.Jobs;

/// <summary>How states are stored and messages sent: JSON, members by name, so that another version reads what it knows.</summary>
public static class RecordJson
{
    /// <summary>What is generated at build time, so that a start looks at few types one by one; the rest is looked at.</summary>
    internal static IJsonTypeInfoResolver Types { get; } = JsonTypeInfoResolver.Combine(JobsJson.Default, new DefaultJsonTypeInfoResolver());

    private static JsonSerializerOptions Plain { get; } = new() { TypeInfoResolver = Types };

    /// <summary>Encodes a state or a message.</summary>
    public static byte[] Encode<T>(T record) => JsonSerializer.SerializeToUtf8Bytes(record, Plain);

    /// <summary>Back from <see cref="Encode"/>.</summary>
    public static T Decode<T>(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize<T>(encoded, Plain)!;

    /// <inheritdoc cref="Decode{T}(ReadOnlySpan{byte})"/>
    public static T Decode<T>(Stream encoded) => JsonSerializer.Deserialize<T>(encoded, Plain)!;
}
