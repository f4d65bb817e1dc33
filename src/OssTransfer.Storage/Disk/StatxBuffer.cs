using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Storage.Disk;

/// <summary>The kernel's <c>struct statx</c>, the same on every processor.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    /// <summary>Type, mode, inode, size, times: what <c>stat</c> gives.</summary>
    public const uint BasicStats = 0x7ff;

    /// <summary>Time of birth.</summary>
    public const uint BirthTime = 0x800;

    /// <summary>Looks at a name in a directory, or with an empty one at what is open.</summary>
    /// <param name="directory">Where the name stands.</param>
    /// <param name="name">Ends with NUL.</param>
    /// <param name="flags">Whether links are followed.</param>
    /// <param name="wanted">What is asked for.</param>
    /// <param name="buffer">Meaningful where 0 is returned.</param>
    /// <returns>The error, or 0.</returns>
    public static unsafe int Read(SafeFileHandle directory, ReadOnlySpan<byte> name, int flags, uint wanted, out StatxBuffer buffer)
    {
        StatxBuffer read = default;
        fixed (byte* start = name)
        {
            var error = Errno.Of(Libc.Statx(directory, start, flags, wanted, &read));
            buffer = read;
            return error;
        }
    }

    [FieldOffset(0)]
    public uint Mask;

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint Owner;

    [FieldOffset(24)]
    public uint Group;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public ulong Size;

    [FieldOffset(80)]
    public long BirthSeconds;

    [FieldOffset(88)]
    public uint BirthNanoseconds;

    [FieldOffset(96)]
    public long ChangeSeconds;

    [FieldOffset(104)]
    public uint ChangeNanoseconds;

    [FieldOffset(112)]
    public long ModifySeconds;

    [FieldOffset(120)]
    public uint ModifyNanoseconds;

    [FieldOffset(136)]
    public uint DeviceMajor;

    [FieldOffset(140)]
    public uint DeviceMinor;
}
