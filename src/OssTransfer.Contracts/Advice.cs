using System.Text;

namespace OssTransfer.Contracts;

/// <summary>
/// Command lines that texts advise: the only place that makes one, <c>'osstransfer redo photos --failed'</c>, and that finds it again in a text. Whoever
/// shows the text to a user writes it as it works there: which program, which silo.
/// </summary>
public static class Advice
{
    /// <summary>The program's name.</summary>
    public const string Program = "osstransfer";

    private const string Start = $"'{Program} ";

    /// <summary>A command line in quotes, its words written for a shell.</summary>
    /// <param name="words">The command and what follows it, as the program is to get them.</param>
    public static string Of(params IEnumerable<string> words) => $"{Start}{string.Join(' ', words.Select(Quote))}'";

    /// <summary>A word as a shell reads it back. A backslash before each odd character, so that a line may stand in quotes in a text.</summary>
    public static string Quote(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var quoted = new StringBuilder(word.Length);
        foreach (var letter in word)
        {
            // No shell takes a line feed behind a backslash; for a file's name a wildcard says the same.
            quoted.Append(char.IsControl(letter) ? "?" : IsPlain(letter) ? letter.ToString() : $"\\{letter}");
        }

        return quoted.Length == 0 ? "\"\"" : quoted.ToString();
    }

    /// <summary>A text that says <c>JOB</c> in its command lines, for a job.</summary>
    public static string About(string jobId, string text) =>
        Rewrite(text, words => $"{Program} {string.Join(' ', words.Split(' ').Select(word => word == "JOB" ? Quote(jobId) : word))}");

    /// <summary>A text with each command line in it written again.</summary>
    /// <param name="text">A text that may have some.</param>
    /// <param name="write">The whole line as it is to stand there, from the words behind the program's name, which are quoted.</param>
    public static string Rewrite(string text, Func<string, string> write)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(write);
        var written = new StringBuilder(text.Length);
        var from = 0;
        while (text.IndexOf(Start, from, StringComparison.Ordinal) is var start and >= 0)
        {
            var words = start + Start.Length;
            var end = EndOf(text, words);
            written.Append(text, from, start - from).Append('\'').Append(write(text[words..end])).Append('\'');
            from = Math.Min(end + 1, text.Length);
        }

        return written.Append(text, from, text.Length - from).ToString();
    }

    private static int EndOf(string text, int from)
    {
        while (from < text.Length && text[from] != '\'')
        {
            from += text[from] == '\\' ? 2 : 1;
        }

        return Math.Min(from, text.Length);
    }

    private static bool IsPlain(char letter) => char.IsLetterOrDigit(letter) || letter > '\x7F' || "@%+=:,./-_".Contains(letter, StringComparison.Ordinal);
}
