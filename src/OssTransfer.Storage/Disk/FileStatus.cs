using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>What tells one content of a file from another: any write, replacement or change of owner or mode moves at least one of these.</summary>
internal readonly record struct FileStatus(FileKind Kind, ulong Inode, long Size, Int128 ModifiedNanoseconds, Int128 ChangedNanoseconds, Int128 BornNanoseconds)
{
    private const int TypeMask = 0xF000;
    private const int NanosecondsPerSecond = 1_000_000_000;

    /// <summary>Names that the file has.</summary>
    public uint Links { get; init; }

    public DateTimeOffset LastModified => ToTime(ModifiedNanoseconds);

    public DateTimeOffset LastChanged => ToTime(ChangedNanoseconds);

    /// <summary>Sixteen hex digits, so that it can't be taken for an MD5. The time of birth has no part in it: not every file system keeps one.</summary>
    public string ETag
    {
        get
        {
            Span<byte> facts = stackalloc byte[48];
            BinaryPrimitives.WriteUInt64LittleEndian(facts, Inode);
            BinaryPrimitives.WriteInt64LittleEndian(facts[8..], Size);
            BinaryPrimitives.WriteInt128LittleEndian(facts[16..], ModifiedNanoseconds);
            BinaryPrimitives.WriteInt128LittleEndian(facts[32..], ChangedNanoseconds);
            return Hex(XxHash3.HashToUInt64(facts));
        }
    }

    /// <summary>Names this file among all that ever had its name, as far as the file system can tell.</summary>
    public string Identity
    {
        get
        {
            Span<byte> facts = stackalloc byte[24];
            BinaryPrimitives.WriteUInt64LittleEndian(facts, Inode);
            BinaryPrimitives.WriteInt128LittleEndian(facts[8..], BornNanoseconds);
            return Hex(XxHash3.HashToUInt64(facts));
        }
    }

    /// <summary>Of an open file.</summary>
    /// <returns>The error, or 0.</returns>
    public static int Of(SafeFileHandle file, out FileStatus status) => Of(file, [0], Libc.EmptyPath, out status);

    /// <summary>Of a name in a directory.</summary>
    /// <param name="directory">Where the name stands.</param>
    /// <param name="name">Ends with NUL.</param>
    /// <param name="flags">Whether links are followed.</param>
    /// <param name="status">Meaningful where 0 is returned.</param>
    /// <returns>The error, or 0.</returns>
    public static unsafe int Of(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, out FileStatus status)
    {
        StatxBuffer buffer = default;
        fixed (byte* start = name)
        {
            var error = Errno.Of(Libc.Statx(directory, start, flags, StatxBuffer.BasicStats | StatxBuffer.BirthTime, &buffer));
            status = error == 0 ? From(buffer) : default;
            return error;
        }
    }

    private static FileStatus From(in StatxBuffer buffer) => new(
        KindOf(buffer.Mode),
        buffer.Inode,
        (long)buffer.Size,
        Nanoseconds(buffer.ModifySeconds, buffer.ModifyNanoseconds),
        Nanoseconds(buffer.ChangeSeconds, buffer.ChangeNanoseconds),
        (buffer.Mask & StatxBuffer.BirthTime) != 0 ? Nanoseconds(buffer.BirthSeconds, buffer.BirthNanoseconds) : 0)
    {
        Links = buffer.Links,
    };

    private static FileKind KindOf(ushort mode) => (mode & TypeMask) switch
    {
        0x4000 => FileKind.Directory,
        0x8000 => FileKind.Regular,
        0xA000 => FileKind.Link,
        _ => FileKind.Special,
    };

    private static Int128 Nanoseconds(long seconds, uint nanoseconds) => ((Int128)seconds * NanosecondsPerSecond) + nanoseconds;

    /// <summary>Damaged file systems and <c>touch -d</c> give times that .NET can't hold: the nearest it can.</summary>
    private static DateTimeOffset ToTime(Int128 nanoseconds)
    {
        var sinceYearOne = nanoseconds + ((Int128)DateTime.UnixEpoch.Ticks * TimeSpan.NanosecondsPerTick);
        return new((long)Int128.Clamp(sinceYearOne / TimeSpan.NanosecondsPerTick, 0, DateTimeOffset.MaxValue.Ticks), TimeSpan.Zero);
    }

    private static string Hex(ulong value) => value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
