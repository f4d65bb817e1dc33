using System.Buffers;
using System.Text;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// A line that names a digest with its path: as <c>md5sum</c> and <c>rclone hashsum md5</c> write it, <c>path TAB size TAB md5</c>, or as in a job's own
/// <c>check-md5-list</c>. One without a digest for its path (rclone's blanks, <c>-</c>) names the path alone.
/// </summary>
internal static class DigestLine
{
    private const int Md5Digits = 32;

    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    // SHA-1, SHA-224, SHA-256, SHA-384, SHA-512.
    private static readonly int[] OtherDigits = [40, 56, 64, 96, 128];

    /// <summary>Reads a line; false: it is none of these.</summary>
    /// <param name="line">The line, which is not empty.</param>
    /// <param name="room">Where an escaped path is unescaped to.</param>
    /// <param name="read">What it says.</param>
    public static bool TryParse(ReadOnlySpan<byte> line, Span<byte> room, out FileListLine read)
    {
        var tab = line.LastIndexOf((byte)'\t');
        if (tab >= 0 && FileListLine.TryReadSize(line[(tab + 1)..], out _))
        {
            read = default;
            return false;
        }

        return (tab >= 0 && TryParseFields(line[..tab], line[(tab + 1)..], room, out read)) || TryParseSum(line, room, out read)
            || TryParseOwn(line, room, out read);
    }

    /// <summary><c>path TAB size TAB md5</c>, its path escaped as in every line of three fields.</summary>
    private static bool TryParseFields(ReadOnlySpan<byte> fields, ReadOnlySpan<byte> md5, Span<byte> room, out FileListLine read)
    {
        read = default;
        var tab = fields.LastIndexOf((byte)'\t');
        if (tab < 0 || !IsMd5(md5) || !FileListLine.TryReadSize(fields[(tab + 1)..], out var size))
        {
            return false;
        }

        read = FileListText.TryUnescape(fields[..tab], room, out var length)
            ? FileListLine.Digested(room[..length], size, Text(md5), isEscaped: true)
            : FileListLine.Bad(FileListProblem.BadEscape);
        return true;
    }

    /// <summary><c>md5  path</c>; with a <c>\</c> in front, LF, CR and <c>\</c> of the path are escaped.</summary>
    private static bool TryParseSum(ReadOnlySpan<byte> line, Span<byte> room, out FileListLine read)
    {
        read = default;
        var isEscaped = line[0] == '\\';
        var text = isEscaped ? line[1..] : line;
        var digits = text.IndexOfAnyExcept(HexDigits);
        if (digits >= 0 && digits + 2 < text.Length && text[digits] == ' ' && text[digits + 1] is (byte)' ' or (byte)'*')
        {
            var path = text[(digits + 2)..];
            if (OtherDigits.Contains(digits))
            {
                read = FileListLine.Bad(FileListProblem.NotMd5);
                return true;
            }

            if (digits == Md5Digits)
            {
                read = Sum(path, Text(text[..digits]), isEscaped, room);
                return true;
            }
        }

        if (text.Length <= Md5Digits + 2 || !text[Md5Digits..].StartsWith("  "u8) || !HasNone(text[..Md5Digits].Trim((byte)' ')))
        {
            return false;
        }

        read = Sum(text[(Md5Digits + 2)..], null, isEscaped, room);
        return true;
    }

    /// <summary><c>md5 TAB path</c>, the path escaped.</summary>
    private static bool TryParseOwn(ReadOnlySpan<byte> line, Span<byte> room, out FileListLine read)
    {
        read = default;
        var tab = line.IndexOf((byte)'\t');
        if (tab < 0 || !(IsMd5(line[..tab]) || line[..tab].SequenceEqual("-"u8) || line.StartsWith("md5-parts:"u8)))
        {
            return false;
        }

        read = FileListText.TryUnescape(line[(tab + 1)..], room, out var length)
            ? FileListLine.Digested(room[..length], null, IsMd5(line[..tab]) ? Text(line[..tab]) : null, isEscaped: true)
            : FileListLine.Bad(FileListProblem.BadEscape);
        return true;
    }

    private static bool IsMd5(ReadOnlySpan<byte> text) => text.Length == Md5Digits && !text.ContainsAnyExcept(HexDigits);

    private static string Text(ReadOnlySpan<byte> md5) => Encoding.ASCII.GetString(md5).ToLowerInvariant();

    /// <summary>What rclone writes in place of a digest that a store doesn't have.</summary>
    private static bool HasNone(ReadOnlySpan<byte> text) => text.IsEmpty || text.SequenceEqual("UNSUPPORTED"u8) || text.SequenceEqual("ERROR"u8);

    private static FileListLine Sum(ReadOnlySpan<byte> path, string? md5, bool isEscaped, Span<byte> room)
    {
        if (isEscaped)
        {
            if (!TryUnescape(path, room, out var length))
            {
                return FileListLine.Bad(FileListProblem.BadEscape);
            }

            path = room[..length];
        }

        // As paths are written where the names came from 'find .'.
        return FileListLine.Digested(path.StartsWith("./"u8) ? path[2..] : path, null, md5, isEscaped: false);
    }

    private static bool TryUnescape(ReadOnlySpan<byte> path, Span<byte> room, out int length)
    {
        length = 0;
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '\\')
            {
                room[length++] = path[i];
                continue;
            }

            if (++i == path.Length || path[i] is not ((byte)'n' or (byte)'r' or (byte)'\\'))
            {
                return false;
            }

            room[length++] = path[i] switch
            {
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                _ => (byte)'\\',
            };
        }

        return true;
    }
}
