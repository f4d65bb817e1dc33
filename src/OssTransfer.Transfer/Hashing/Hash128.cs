using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json.Serialization;

namespace OssTransfer.Transfer.Hashing;

/// <summary>
/// A hash of 128 bits, such as an MD5. Not <see cref="UInt128"/>, since code that touches that type can't be compiled ahead of time,
/// and an object's whole way touches its digest.
/// </summary>
/// <param name="High">The first eight bytes as they are written, most significant first.</param>
/// <param name="Low">The last eight.</param>
[JsonConverter(typeof(Hash128Converter))]
public readonly record struct Hash128(ulong High, ulong Low)
{
    /// <summary>Bytes that one has.</summary>
    public const int Size = 16;

    private const int HalfDigits = 16;

    /// <summary>The hash that the first 16 bytes are.</summary>
    public static Hash128 Read(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(ulong)..Size]));

    /// <summary>Back from 32 hex digits of either case; false for anything else.</summary>
    public static bool TryParse(ReadOnlySpan<char> hex, out Hash128 hash)
    {
        hash = default;
        if (hex.Length != 2 * HalfDigits || !TryHalf(hex[..HalfDigits], out var high) || !TryHalf(hex[HalfDigits..], out var low))
        {
            return false;
        }

        hash = new(high, low);
        return true;
    }

    /// <summary>Back from 32 hex digits of either case.</summary>
    public static Hash128 Parse(ReadOnlySpan<char> hex) => TryParse(hex, out var hash) ? hash : throw new FormatException("Not 32 hex digits.");

    /// <summary>Both added as numbers of 128 bits; what doesn't fit is dropped.</summary>
    public static Hash128 operator +(Hash128 left, Hash128 right)
    {
        var low = unchecked(left.Low + right.Low);
        return new(unchecked(left.High + right.High + (low < left.Low ? 1UL : 0UL)), low);
    }

    /// <summary>Both added as numbers of 128 bits; what doesn't fit is dropped.</summary>
    public static Hash128 Add(Hash128 left, Hash128 right) => left + right;

    /// <summary>Writes its 16 bytes.</summary>
    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(ulong)..Size], Low);
    }

    /// <summary>Its 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Size];
        Write(bytes);
        return bytes;
    }

    /// <summary>32 lower-case hex digits.</summary>
    public string ToHex()
    {
        Span<byte> bytes = stackalloc byte[Size];
        Write(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>Whether both are the same 16 bytes.</summary>
    public bool Equals(Hash128 other) => High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override int GetHashCode() => Low.GetHashCode();

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => ToHex();

    /// <summary>The framework's own parser lets trailing NULs pass.</summary>
    private static bool TryHalf(ReadOnlySpan<char> hex, out ulong half) =>
        ulong.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out half) && hex[^1] != '\0';
}
