using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Reports;

/// <summary>How keys are written in error lists and digest lists: one a line, usable as <c>src-file-list</c>.</summary>
public static class ListText
{
    /// <summary>The key with TAB, CR, LF and '\' as <c>\t \r \n \\</c>; bytes that are not UTF-8 as <c>\xNN</c>.</summary>
    public static string Escape(ObjectKey key)
    {
        var text = new StringBuilder(key.Length + 8);
        var rest = key.Bytes;
        while (!rest.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(rest, out var rune, out var length) == System.Buffers.OperationStatus.Done)
            {
                Append(text, rune);
            }
            else
            {
                length = 1;
                text.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\x{rest[0]:x2}");
            }

            rest = rest[length..];
        }

        return text.ToString();
    }

    /// <summary>A reason on one line.</summary>
    public static string OneLine(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return reason.ReplaceLineEndings(" ").Replace('\t', ' ');
    }

    private static void Append(StringBuilder text, Rune rune) => _ = rune.Value switch
    {
        '\t' => text.Append("\\t"),
        '\r' => text.Append("\\r"),
        '\n' => text.Append("\\n"),
        '\\' => text.Append("\\\\"),
        _ => text.Append(rune.ToString()),
    };
}
