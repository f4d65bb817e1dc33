using System.Text;
using System.Text.Json;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>Reads listings in JSON. Keys keep their bytes; what is no listing, or cut, is an <see cref="InvalidDataException"/>.</summary>
internal static class JsonListParser
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    /// <param name="json">The answer.</param>
    /// <param name="names">How the vendor names the fields.</param>
    public static ListAnswer Parse(ReadOnlySpan<byte> json, JsonListNames names)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var answer = ReadAnswer(ref reader, names);
            reader.Read();
            return answer;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("the JSON is cut or not well formed", e);
        }
    }

    private static ListAnswer ReadAnswer(ref Utf8JsonReader reader, JsonListNames names)
    {
        List<ObjectEntry>? entries = null;
        var prefixes = new List<ObjectKey>();
        bool? truncated = null;
        byte[] next = [];
        Expect(ref reader, JsonTokenType.StartObject);
        while (ReadName(ref reader))
        {
            if (reader.ValueTextEquals(names.Entries.EncodedUtf8Bytes))
            {
                entries = ReadEntries(ref reader, names);
            }
            else if (reader.ValueTextEquals("commonPrefixes"u8))
            {
                ReadPrefixes(ref reader, prefixes);
            }
            else if (reader.ValueTextEquals(names.Next.EncodedUtf8Bytes))
            {
                next = ReadText(ref reader) ?? [];
            }
            else if (names.Truncated is { } name && reader.ValueTextEquals(name.EncodedUtf8Bytes))
            {
                reader.Read();
                truncated = reader.GetBoolean();
            }
            else
            {
                Pass(ref reader);
            }
        }

        if (entries is null)
        {
            throw new InvalidDataException("the answer is no listing");
        }

        return names.Truncated is null
            ? new ListAnswer(entries, prefixes) { IsTruncated = next.Length > 0, NextToken = Encoding.UTF8.GetString(next) }
            : new ListAnswer(entries, prefixes) { IsTruncated = truncated, NextMarker = new ObjectKey(next) };
    }

    private static List<ObjectEntry> ReadEntries(ref Utf8JsonReader reader, JsonListNames names)
    {
        var entries = new List<ObjectEntry>(1000);
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return entries;
        }

        Require(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            entries.Add(ReadEntry(ref reader, names));
        }

        Require(reader.TokenType == JsonTokenType.EndArray);
        return entries;
    }

    private static ObjectEntry ReadEntry(ref Utf8JsonReader reader, JsonListNames names)
    {
        byte[]? key = null;
        long? size = null;
        DateTimeOffset? modified = null;
        string? etag = null, storageClass = null, unusable = null;
        while (ReadName(ref reader))
        {
            if (reader.ValueTextEquals("key"u8))
            {
                key = ReadText(ref reader);
            }
            else if (reader.ValueTextEquals(names.Size.EncodedUtf8Bytes))
            {
                (size, unusable) = ReadSize(ref reader);
            }
            else if (reader.ValueTextEquals(names.ETag.EncodedUtf8Bytes))
            {
                etag = EntityTag.Bare(ReadText(ref reader) is { } text ? Encoding.Latin1.GetString(text) : null);
            }
            else if (reader.ValueTextEquals(names.LastModified.EncodedUtf8Bytes))
            {
                modified = ReadTime(ref reader);
            }
            else if (reader.ValueTextEquals(names.StorageClass.EncodedUtf8Bytes))
            {
                storageClass = ReadClass(ref reader, names);
            }
            else
            {
                Pass(ref reader);
            }
        }

        return new ObjectEntry(new ObjectKey(key ?? []), size, modified, etag)
        {
            StorageClass = storageClass,
            Unusable = unusable,
            Problem = unusable is null ? EntryProblem.None : EntryProblem.Unusable,
        };
    }

    /// <summary>Texts, or objects that have the text as <c>prefix</c>.</summary>
    private static void ReadPrefixes(ref Utf8JsonReader reader, List<ObjectKey> prefixes)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Require(reader.TokenType == JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                prefixes.Add(new ObjectKey(Bytes(ref reader)));
                continue;
            }

            Require(reader.TokenType == JsonTokenType.StartObject);
            while (ReadName(ref reader))
            {
                if (reader.ValueTextEquals("prefix"u8))
                {
                    prefixes.Add(new ObjectKey(ReadText(ref reader) ?? []));
                }
                else
                {
                    Pass(ref reader);
                }
            }
        }
    }

    private static DateTimeOffset? ReadTime(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number)
        {
            return reader.TokenType == JsonTokenType.String ? HttpDate.ParseIso(Bytes(ref reader)) : null;
        }

        return reader.TryGetInt64(out var ticks) && ticks >= 0 && ticks <= DateTimeOffset.MaxValue.UtcTicks - UnixEpochTicks
            ? new DateTimeOffset(UnixEpochTicks + ticks, TimeSpan.Zero)
            : null;
    }

    private static string? ReadClass(ref Utf8JsonReader reader, JsonListNames names)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return StorageClasses.Named(Bytes(ref reader));
        }

        // A class that isn't known here is named by its number.
        return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0
            ? number < names.ClassNames.Count ? names.ClassNames[number] : $"{number}"
            : null;
    }

    /// <summary>The size, or what is wrong with it.</summary>
    private static (long? Size, string? Problem) ReadSize(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var number) && number >= 0)
        {
            return (number, null);
        }

        if (reader.TokenType == JsonTokenType.Null)
        {
            return (null, null);
        }

        var shown = reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? reader.ValueSpan : [];
        var problem = ListingRules.UnusableSize(shown);
        reader.Skip();
        return (null, problem);
    }

    private static byte[]? ReadText(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Null ? null : Bytes(ref reader);
    }

    /// <summary>The text's bytes, unescaped and not normalised.</summary>
    private static byte[] Bytes(ref Utf8JsonReader reader)
    {
        Require(reader.TokenType == JsonTokenType.String);
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.ToArray();
        }

        var bytes = new byte[reader.ValueSpan.Length];
        var length = reader.CopyString(bytes);
        return bytes[..length];
    }

    /// <summary>Moves to the next name of the open object; false at its end.</summary>
    private static bool ReadName(ref Utf8JsonReader reader) => reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Pass(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Skip();
    }

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        reader.Read();
        Require(reader.TokenType == token);
    }

    private static void Require(bool holds)
    {
        if (!holds)
        {
            throw new InvalidDataException("the answer is no listing");
        }
    }
}
