using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Jobs.Runs;

/// <summary>A job's state as stored bytes: JSON, so that a person can read it and a later version can add to it.</summary>
public static class JobStateCodec
{
    /// <summary>How job states and listing reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = RecordJson.Types,
        Converters = { new ObjectKeyConverter(), new KeyDigestConverter(), new RangeSetConverter(), new ShardSetConverter(), new OpenShardsConverter() },
    };

    /// <summary>The stored form.</summary>
    public static byte[] Encode(JobState state) => JsonSerializer.SerializeToUtf8Bytes(state, Json);

    /// <summary>Back from <see cref="Encode"/>; throws <see cref="InvalidDataException"/> for a state of a newer version and for anything else.</summary>
    public static JobState Decode(ReadOnlySpan<byte> stored)
    {
        var state = Read(stored) ?? throw new InvalidDataException("A stored job is empty.");
        return state.Version <= JobState.CurrentVersion
            ? state
            : throw new InvalidDataException(
                $"The job '{state.JobId}' was stored by a newer program (version {state.Version}, this one reads {JobState.CurrentVersion}).");
    }

    private static JobState? Read(ReadOnlySpan<byte> stored)
    {
        try
        {
            return JsonSerializer.Deserialize<JobState>(stored, Json);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw new InvalidDataException("A stored job is damaged.", exception);
        }
    }

    private sealed class ObjectKeyConverter : JsonConverter<ObjectKey>
    {
        public override ObjectKey Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetBytesFromBase64());

        public override void Write(Utf8JsonWriter writer, ObjectKey value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Bytes);
    }

    private sealed class KeyDigestConverter : JsonConverter<KeyDigest>
    {
        public override KeyDigest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(Hash128.Parse(reader.GetString()));

        public override void Write(Utf8JsonWriter writer, KeyDigest value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.Sum.ToHex());
    }

    private sealed class RangeSetConverter : JsonConverter<RangeSet>
    {
        public override RangeSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            RangeSet.FromPairs(JsonSerializer.Deserialize<int[]>(ref reader, options) ?? []);

        public override void Write(Utf8JsonWriter writer, RangeSet value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToPairs(), options);
    }

    /// <summary>Width and bits, deflated: most shards are in no set, or in all that there are.</summary>
    private sealed class ShardSetConverter : JsonConverter<ShardSet>
    {
        public override ShardSet Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var stored = new DeflateStream(new MemoryStream(reader.GetBytesFromBase64()), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            stored.CopyTo(bytes);
            var read = bytes.ToArray();
            return read.Length >= sizeof(int)
                ? ShardSet.From(BinaryPrimitives.ReadInt32LittleEndian(read), MemoryMarshal.Cast<byte, ulong>(read.AsSpan(sizeof(int))))
                : throw new InvalidDataException("A stored set of shards is empty.");
        }

        public override void Write(Utf8JsonWriter writer, ShardSet value, JsonSerializerOptions options)
        {
            using var stored = new MemoryStream();
            using (var deflated = new DeflateStream(stored, CompressionLevel.Fastest, leaveOpen: true))
            {
                Span<byte> width = stackalloc byte[sizeof(int)];
                BinaryPrimitives.WriteInt32LittleEndian(width, value.Width);
                deflated.Write(width);
                deflated.Write(MemoryMarshal.AsBytes(value.Words));
            }

            writer.WriteBase64StringValue(stored.GetBuffer().AsSpan(0, (int)stored.Length));
        }
    }

    /// <summary>Number and digest in turn: a third of the size of an object with names.</summary>
    private sealed class OpenShardsConverter : JsonConverter<ImmutableSortedDictionary<int, ulong>>
    {
        public override ImmutableSortedDictionary<int, ulong> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var flat = JsonSerializer.Deserialize<ulong[]>(ref reader, options) ?? [];
            var open = ImmutableSortedDictionary.CreateBuilder<int, ulong>();
            for (var i = 0; i + 1 < flat.Length; i += 2)
            {
                open[(int)flat[i]] = flat[i + 1];
            }

            return open.ToImmutable();
        }

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<int, ulong> value, JsonSerializerOptions options)
        {
            writer.WriteStartArray();
            foreach (var (number, digest) in value)
            {
                writer.WriteNumberValue(number);
                writer.WriteNumberValue(digest);
            }

            writer.WriteEndArray();
        }
    }
}
