using System.Buffers.Binary;

namespace OssTransfer.Storage.Disk;

/// <summary>
/// A time as the file system keeps it, which may be one that .NET can't hold. Two numbers, since code that touches an <see cref="Int128"/>
/// can't be compiled ahead of time.
/// </summary>
/// <param name="Seconds">Since 1970.</param>
/// <param name="Nanoseconds">After them.</param>
internal readonly record struct FileTime(long Seconds, uint Nanoseconds)
{
    /// <summary>Bytes that <see cref="Write"/> writes.</summary>
    public const int Size = 2 * sizeof(long);

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long YearOne = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;

    /// <summary>Damaged file systems and <c>touch -d</c> give times that .NET can't hold: the nearest it can.</summary>
    public DateTimeOffset ToTime() => Seconds switch
    {
        < YearOne => DateTimeOffset.MinValue,
        > LastSecond => DateTimeOffset.MaxValue,
        _ => new(((Seconds - YearOne) * TimeSpan.TicksPerSecond) + (Nanoseconds / TimeSpan.NanosecondsPerTick), TimeSpan.Zero),
    };

    /// <summary>Writes the nanoseconds since 1970 as a number of 128 bits, least significant byte first.</summary>
    public void Write(Span<byte> bytes)
    {
        var high = Math.BigMul(Seconds, NanosecondsPerSecond, out long product);
        var low = unchecked((ulong)product + Nanoseconds);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, low);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(ulong)..], low < Nanoseconds ? high + 1 : high);
    }
}
