using System.Buffers.Binary;
using System.IO.Hashing;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>What distinguishes one content of a file from another: any write, replacement or change of owner or mode moves at least one of these.</summary>
internal readonly record struct FileStatus(FileKind Kind, ulong Inode, long Size, FileTime Modified, FileTime Changed, FileTime Born)
{
    private const int TypeMask = 0xF000;

    /// <summary>Names that the file has.</summary>
    public uint Links { get; init; }

    public DateTimeOffset LastModified => Modified.ToTime();

    public DateTimeOffset LastChanged => Changed.ToTime();

    /// <summary>Sixteen hex digits, so that it can't be taken for an MD5. The time of birth has no part in it: not every file system keeps one.</summary>
    public string ETag
    {
        get
        {
            Span<byte> facts = stackalloc byte[16 + (2 * FileTime.Size)];
            BinaryPrimitives.WriteUInt64LittleEndian(facts, Inode);
            BinaryPrimitives.WriteInt64LittleEndian(facts[8..], Size);
            Modified.Write(facts[16..]);
            Changed.Write(facts[(16 + FileTime.Size)..]);
            return Hex(XxHash3.HashToUInt64(facts));
        }
    }

    /// <summary>Names this file among all that ever had its name, as far as the file system can tell.</summary>
    public string Identity
    {
        get
        {
            Span<byte> facts = stackalloc byte[8 + FileTime.Size];
            BinaryPrimitives.WriteUInt64LittleEndian(facts, Inode);
            Born.Write(facts[8..]);
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
    public static int Of(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, out FileStatus status)
    {
        var error = StatxBuffer.Read(directory, name, flags, StatxBuffer.BasicStats | StatxBuffer.BirthTime, out var buffer);
        status = error == 0 ? From(buffer) : default;
        return error;
    }

    private static FileStatus From(in StatxBuffer buffer) => new(
        KindOf(buffer.Mode),
        buffer.Inode,
        (long)buffer.Size,
        new(buffer.ModifySeconds, buffer.ModifyNanoseconds),
        new(buffer.ChangeSeconds, buffer.ChangeNanoseconds),
        (buffer.Mask & StatxBuffer.BirthTime) != 0 ? new(buffer.BirthSeconds, buffer.BirthNanoseconds) : default)
    {
        Links = buffer.Links,
    };

    internal static FileKind KindOf(ushort mode) => (mode & TypeMask) switch
    {
        0x4000 => FileKind.Directory,
        0x8000 => FileKind.Regular,
        0xA000 => FileKind.Link,
        _ => FileKind.Special,
    };

    internal static bool IsPipe(ushort mode) => (mode & TypeMask) == 0x1000;

    private static string Hex(ulong value) => value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
