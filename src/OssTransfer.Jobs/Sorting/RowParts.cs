using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Sorting;

/// <summary>What rows are made of, in a file.</summary>
public static class RowParts
{
    /// <summary>Writes a key.</summary>
    public static void WriteKey(this BinaryWriter writer, ObjectKey key)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write7BitEncodedInt(key.Length);
        writer.Write(key.Bytes);
    }

    /// <summary>Reads a key.</summary>
    public static ObjectKey ReadKey(this BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return new(reader.ReadBytes(reader.Read7BitEncodedInt()));
    }

    /// <summary>Writes a number that may be unknown.</summary>
    public static void WriteKnown(this BinaryWriter writer, long? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(value is not null);
        if (value is { } known)
        {
            writer.Write7BitEncodedInt64(known);
        }
    }

    /// <summary>Reads a number that may be unknown.</summary>
    public static long? ReadKnown(this BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadBoolean() ? reader.Read7BitEncodedInt64() : null;
    }

    /// <summary>Writes a text that may be absent.</summary>
    public static void WriteText(this BinaryWriter writer, string? text)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(text is not null);
        if (text is not null)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            writer.Write7BitEncodedInt(bytes.Length);
            writer.Write(bytes);
        }
    }

    /// <summary>Reads a text that may be absent.</summary>
    public static string? ReadText(this BinaryReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        return reader.ReadBoolean() ? Encoding.UTF8.GetString(reader.ReadBytes(reader.Read7BitEncodedInt())) : null;
    }
}
