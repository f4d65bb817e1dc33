using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OssTransfer.Storage;

/// <summary>
/// The name of an object: opaque bytes, by convention UTF-8. Never normalised, trimmed or re-encoded.
/// Order is byte order, which is the order of S3 listings and is not the order of .NET strings.
/// The default value is the empty key.
/// </summary>
public readonly struct ObjectKey : IEquatable<ObjectKey>, IComparable<ObjectKey>
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private readonly byte[]? _bytes;

    /// <summary>Takes ownership of <paramref name="bytes"/>: the caller does not change them afterwards.</summary>
    public ObjectKey(byte[] bytes)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        _bytes = bytes;
    }

    /// <summary>Copies <paramref name="bytes"/>.</summary>
    public ObjectKey(ReadOnlySpan<byte> bytes) => _bytes = bytes.ToArray();

    /// <summary>The key with these characters in UTF-8.</summary>
    public static ObjectKey From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The bytes as they are.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The bytes as they are.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes;

    /// <summary>Length in bytes.</summary>
    public int Length => _bytes?.Length ?? 0;

    /// <summary>True for the key without bytes, which no object can have.</summary>
    public bool IsEmpty => Length == 0;

    /// <summary>True where the bytes are well-formed UTF-8.</summary>
    public bool IsUtf8 => System.Text.Unicode.Utf8.IsValid(Bytes);

    /// <summary>Whether the key begins with these bytes.</summary>
    public bool StartsWith(ObjectKey prefix) => Bytes.StartsWith(prefix.Bytes);

    /// <summary>The key without its first <paramref name="count"/> bytes.</summary>
    public ObjectKey Skip(int count) => count == 0 ? this : new(Bytes[count..]);

    /// <summary>This key, followed by <paramref name="rest"/>.</summary>
    public ObjectKey Append(ObjectKey rest)
    {
        if (IsEmpty)
        {
            return rest;
        }

        if (rest.IsEmpty)
        {
            return this;
        }

        var joined = new byte[Length + rest.Length];
        Bytes.CopyTo(joined);
        rest.Bytes.CopyTo(joined.AsSpan(Length));
        return new(joined);
    }

    /// <summary>The characters, or false where the bytes are not UTF-8.</summary>
    public bool TryGetText([NotNullWhen(true)] out string? text)
    {
        try
        {
            text = StrictUtf8.GetString(Bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return false;
        }
    }

    /// <summary>For people: bytes that are not UTF-8 show as U+FFFD. Never use it to name an object.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    /// <inheritdoc/>
    public int CompareTo(ObjectKey other) => Bytes.SequenceCompareTo(other.Bytes);

    /// <inheritdoc/>
    public bool Equals(ObjectKey other) => Bytes.SequenceEqual(other.Bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ObjectKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>Same bytes.</summary>
    public static bool operator ==(ObjectKey left, ObjectKey right) => left.Equals(right);

    /// <summary>Other bytes.</summary>
    public static bool operator !=(ObjectKey left, ObjectKey right) => !left.Equals(right);

    /// <summary>Byte order.</summary>
    public static bool operator <(ObjectKey left, ObjectKey right) => left.CompareTo(right) < 0;

    /// <summary>Byte order.</summary>
    public static bool operator >(ObjectKey left, ObjectKey right) => left.CompareTo(right) > 0;

    /// <summary>Byte order.</summary>
    public static bool operator <=(ObjectKey left, ObjectKey right) => left.CompareTo(right) <= 0;

    /// <summary>Byte order.</summary>
    public static bool operator >=(ObjectKey left, ObjectKey right) => left.CompareTo(right) >= 0;
}
