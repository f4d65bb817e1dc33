using System.Globalization;
using System.Text;

namespace OssTransfer.Jobs.Config;

/// <summary>The rules for the name of a job, which is also the name of a directory and an argument of commands.</summary>
public static class JobIds
{
    /// <summary>Bytes that a job-ID may have in UTF-8.</summary>
    public const int MaxBytes = 100;

    private const string Punctuation = "._-+@~=,()";

    /// <summary>What is wrong with <paramref name="id"/>, for people; null where it may be used.</summary>
    public static string? FindProblem(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (id.Length == 0)
        {
            return "is empty";
        }

        if (Encoding.UTF8.GetByteCount(id) > MaxBytes)
        {
            return $"is longer than {MaxBytes} bytes";
        }

        if (id is "." or ".." || id[0] == '-')
        {
            return "must not be . or .. or begin with -";
        }

        foreach (var rune in id.EnumerateRunes())
        {
            if (!IsAllowed(rune))
            {
                return $"must not contain U+{rune.Value:X4}; allowed are letters, digits and {string.Join(' ', Punctuation.AsEnumerable())}";
            }
        }

        return null;
    }

    /// <summary>A name for a job that was given none, such as <c>job-20260131-154500-09af</c>.</summary>
    public static string Generate(DateTimeOffset localTime, uint random) =>
        string.Create(CultureInfo.InvariantCulture, $"job-{localTime:yyyyMMdd-HHmmss}-{random & 0xffff:x4}");

    // EnumerateRunes shows a lone surrogate as U+FFFD, which is a symbol and so is refused.
    private static bool IsAllowed(Rune rune) =>
        rune.IsAscii
            ? char.IsAsciiLetterOrDigit((char)rune.Value) || Punctuation.Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
