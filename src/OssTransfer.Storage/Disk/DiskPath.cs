using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace OssTransfer.Storage.Disk;

/// <summary>A key as a path beneath the root, both parts ending with NUL. A key that is no such path is refused, never altered.</summary>
/// <param name="Directory">The directories, without a final '/'; only a NUL for the root.</param>
/// <param name="Name">The last segment.</param>
internal readonly record struct DiskPath(byte[] Directory, byte[] Name)
{
    /// <summary>Bytes of a path with its NUL that the kernel takes.</summary>
    public const int MaxBytes = 4095;

    private const int MaxSegmentBytes = 255;

    /// <summary>The whole path, ending with NUL.</summary>
    public byte[] Whole => Directory.Length == 1 ? Name : [.. Directory.AsSpan(0, Directory.Length - 1), (byte)'/', .. Name];

    /// <summary>For people.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Whole.AsSpan()[..^1]);

    /// <summary>The path of a key.</summary>
    /// <exception cref="StorageException"><see cref="StorageErrorKind.InvalidKey"/> with what the file system can't hold.</exception>
    public static DiskPath Of(ObjectKey key) =>
        TryGet(key, out var path, out var problem)
            ? path
            : throw new StorageException(StorageErrorKind.InvalidKey, $"a disk can't hold the key '{key}': {problem}");

    /// <summary>The path of a key, or why there is none.</summary>
    public static bool TryGet(ObjectKey key, out DiskPath path, [NotNullWhen(false)] out string? problem)
    {
        path = default;
        problem = ProblemOf(key.Bytes);
        if (problem is null)
        {
            path = Split(key.Bytes);
        }

        return problem is null;
    }

    /// <summary>Splits a path that is known to be one.</summary>
    public static DiskPath Split(ReadOnlySpan<byte> path)
    {
        var slash = path.LastIndexOf((byte)'/');
        return new([.. path[..Math.Max(slash, 0)], 0], [.. path[(slash + 1)..], 0]);
    }

    private static string? ProblemOf(ReadOnlySpan<byte> key)
    {
        if (key.IsEmpty)
        {
            return "it is empty";
        }

        if (key.Length > MaxBytes)
        {
            return $"it has more than {MaxBytes} bytes";
        }

        if (key.Contains((byte)0))
        {
            return "it contains a NUL";
        }

        foreach (var range in key.Split((byte)'/'))
        {
            if (ProblemOfSegment(key[range]) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? ProblemOfSegment(ReadOnlySpan<byte> segment)
    {
        if (segment.IsEmpty)
        {
            return "it begins or ends with '/' or has two in a row";
        }

        if (segment.SequenceEqual("."u8) || segment.SequenceEqual(".."u8))
        {
            return $"'{Encoding.ASCII.GetString(segment)}' can't be a name";
        }

        if (segment.Length > MaxSegmentBytes)
        {
            return $"a name between two '/' has {segment.Length} bytes, {MaxSegmentBytes} are possible";
        }

        return PartName.Matches(segment) ? "such names are reserved for unfinished files" : null;
    }
}
