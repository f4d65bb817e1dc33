using System.Buffers.Binary;

namespace OssTransfer.Storage.Disk;

/// <summary>The first <c>struct linux_dirent64</c> of some: inode 8 bytes, offset 8, record length 2, type 1, name and NUL.</summary>
internal static class DirectoryRecord
{
    private const int LengthAt = 16;
    private const int TypeAt = 18;
    private const int NameAt = 19;

    public static int LengthOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt16LittleEndian(record[LengthAt..]);

    public static byte TypeOf(ReadOnlySpan<byte> record) => record[TypeAt];

    public static void SetType(Span<byte> record, byte type) => record[TypeAt] = type;

    public static ReadOnlySpan<byte> NameZOf(ReadOnlySpan<byte> record)
    {
        var name = record[NameAt..LengthOf(record)];
        return name[..(name.IndexOf((byte)0) + 1)];
    }

    /// <summary>Not the directory itself or the one above.</summary>
    public static bool IsEntry(ReadOnlySpan<byte> name) => !name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8);
}
