using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// One line of a list: <c>path</c>, <c>path TAB size</c>, or <c>path TAB size TAB reason</c> as error lists have it.
/// The line is split at its last TAB, so a path may have TABs where a size follows; an empty size and -1 mean unknown.
/// A line of three fields whose second is a size and whose third is none is an error list's, wherever it stands: its path is unescaped
/// (<see cref="FileListText"/>), which is also how any list can name a key with a line feed or a leading <c>#</c>. One that names a line without an object,
/// or of a row of a listing without a key, names none.
/// </summary>
public readonly ref struct FileListLine
{
    /// <summary>Bytes of a line at most, without its end.</summary>
    public const int MaxBytes = 64 << 10;

    private static readonly ReadOnlyMemory<byte> NoKey = Encoding.UTF8.GetBytes(ObjectEntry.NoKey);

    private FileListLine(ReadOnlySpan<byte> path, long? size, FileListProblem problem)
    {
        Path = path;
        Size = size;
        Problem = problem;
    }

    /// <summary>The path's bytes; of an escaped line, unescaped.</summary>
    public ReadOnlySpan<byte> Path { get; }

    /// <summary>Bytes; null where the line doesn't say.</summary>
    public long? Size { get; }

    /// <summary>Why the line names no object.</summary>
    public FileListProblem Problem { get; }

    /// <summary>Blank or a comment: counted as a line, otherwise nothing.</summary>
    public bool IsEmpty => Path.IsEmpty && Problem == FileListProblem.None;

    /// <summary>The path was escaped, so it is a key that a report named, not a name in the list's encoding.</summary>
    public bool IsEscaped { get; private init; }

    /// <summary>What an error list's line, or an inventory's, says behind the size; empty: nothing.</summary>
    public ReadOnlySpan<byte> Reason { get; private init; }

    /// <summary>The MD5 of the content as the line says, 32 lower-case hex digits; null where it doesn't.</summary>
    public string? Md5 { get; private init; }

    /// <summary>Reads a line.</summary>
    /// <param name="line">Without its line feed; one carriage return at its end is not part of it.</param>
    /// <param name="room">Where an escaped path is unescaped to; at least as long as the line.</param>
    /// <param name="withDigests">It may name a digest, in one of the forms of <see cref="DigestLine"/>.</param>
    public static FileListLine Parse(ReadOnlySpan<byte> line, Span<byte> room, bool withDigests = false)
    {
        line = line.EndsWith((byte)'\r') ? line[..^1] : line;
        if (line.Length > MaxBytes)
        {
            return Bad(FileListProblem.TooLong);
        }

        if (line.IsEmpty || line[0] == '#' || !line.ContainsAnyExcept((byte)' ', (byte)'\t'))
        {
            return default;
        }

        if (withDigests && DigestLine.TryParse(line, room, out var digested))
        {
            return digested;
        }

        var tab = line.LastIndexOf((byte)'\t');
        if (tab < 0)
        {
            return Checked(line, null);
        }

        return TryReadSize(line[(tab + 1)..], out var size) && !(size is null && HasTwoFields(line[..tab]))
            ? Checked(line[..tab], size)
            : ParseEscaped(line[..tab], line[(tab + 1)..], room);
    }

    internal static FileListLine Bad(FileListProblem problem) => new(default, null, problem);

    internal static FileListLine Digested(ReadOnlySpan<byte> path, long? size, string? md5, bool isEscaped)
    {
        var line = Checked(path, size);
        return line.Problem == FileListProblem.None ? new(line.Path, size, FileListProblem.None) { Md5 = md5, IsEscaped = isEscaped } : line;
    }

    /// <param name="fields">Path and size, as they stood before a reason.</param>
    /// <param name="reason">The reason.</param>
    /// <param name="room">Where the path is unescaped to.</param>
    private static FileListLine ParseEscaped(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> reason, Span<byte> room)
    {
        var tab = fields.IndexOf((byte)'\t');
        if (tab < 0 || !TryReadSize(fields[(tab + 1)..], out var size))
        {
            return Bad(fields.Contains((byte)0) ? FileListProblem.HasNul : FileListProblem.BadSize);
        }

        if (!FileListText.TryUnescape(fields[..tab], room, out var length))
        {
            return Bad(FileListProblem.BadEscape);
        }

        return length == 0 ? Bad(FileListProblem.NoPath)
            : NamesLine(room[..length], reason) || HasNoKey(room[..length], reason) ? default
            : new(room[..length], size, FileListProblem.None) { IsEscaped = true, Reason = reason };
    }

    /// <summary>
    /// What an error list says of a line of the list before it that names no object (<see cref="FileListObject"/>): the line stands in place of a path,
    /// and the reason begins with it.
    /// </summary>
    private static bool NamesLine(ReadOnlySpan<byte> path, ReadOnlySpan<byte> reason) =>
        path.StartsWith("line "u8) && path.EndsWith(" of the list"u8) && reason.StartsWith(path)
        && !path["line ".Length..^" of the list".Length].ContainsAnyExceptInRange((byte)'0', (byte)'9');

    /// <summary>What an error list says of a row that the store listed without a key: the name was made up, so that the row could be reported.</summary>
    private static bool HasNoKey(ReadOnlySpan<byte> path, ReadOnlySpan<byte> reason) =>
        path.EndsWith((byte)0) && reason.StartsWith(NoKey.Span);

    private static FileListLine Checked(ReadOnlySpan<byte> path, long? size) =>
        path.IsEmpty ? Bad(FileListProblem.NoPath)
        : path.Contains((byte)0) ? Bad(FileListProblem.HasNul)
        : new(path, size, FileListProblem.None);

    /// <summary>A path and a size: then the empty field behind them is a reason that says nothing.</summary>
    private static bool HasTwoFields(ReadOnlySpan<byte> fields) =>
        fields.IndexOf((byte)'\t') is >= 0 and var tab && TryReadSize(fields[(tab + 1)..], out _);

    internal static bool TryReadSize(ReadOnlySpan<byte> text, out long? size)
    {
        size = null;
        text = text.Trim((byte)' ');
        if (text.IsEmpty || text.SequenceEqual("-1"u8))
        {
            return true;
        }

        var number = 0UL;
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit((char)digit) || number > long.MaxValue / 10)
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        size = number > long.MaxValue ? null : (long)number;
        return number <= long.MaxValue;
    }
}
