using System.Globalization;
using System.Net;
using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Notices;

/// <summary>Makes the text of notices. What comes from keys, servers and users is made harmless in it: no line feed, no markup.</summary>
public static class NoticeText
{
    /// <summary>Failures that a notice names.</summary>
    public const int MostFailures = 10;

    private const int MostItems = 200;
    private const int LongestSubject = 200;
    private const int LongestLine = 1000;
    private const string Prefix = "[OssTransfer] ";

    /// <summary>The text of a notice.</summary>
    public static NoticeMail Of(Notice notice, NoticeContext context)
    {
        ArgumentNullException.ThrowIfNull(notice);
        ArgumentNullException.ThrowIfNull(context);
        var words = NoticeWords.Of(notice.Language);
        var subject = SubjectOf(notice, words);
        var parts = Parts(notice, context, words);
        return new(subject, Plain(subject, parts), Html(subject, parts, notice.Language));
    }

    /// <summary>What it is about, in one line without line feeds.</summary>
    public static string SubjectOf(Notice notice)
    {
        ArgumentNullException.ThrowIfNull(notice);
        return SubjectOf(notice, NoticeWords.Of(notice.Language));
    }

    /// <summary>Text from elsewhere in one line (<see cref="VisibleText"/>), no longer than a mail or a status should have it.</summary>
    public static string Visible(string text) => Cut(VisibleText.OfLine(text), LongestLine);

    private static string SubjectOf(Notice notice, NoticeWords words)
    {
        var what = notice.Cause switch
        {
            NoticeCause.FirstPass when IsCheck(notice) => IsOk(notice) ? words.FirstCheck : words.FirstCheckFlawed,
            NoticeCause.Errors when IsCheck(notice) => words.CheckErrors,
            NoticeCause.EveryPass when IsCheck(notice) => IsOk(notice) ? words.EveryCheck : words.EveryCheckFlawed,
            NoticeCause.FirstPass => IsOk(notice) ? words.FirstPass : words.FirstPassFlawed,
            NoticeCause.Errors => words.Errors,
            NoticeCause.Paused => words.Paused,
            NoticeCause.Recovered => words.Recovered,
            NoticeCause.EveryPass => IsOk(notice) ? words.EveryPass : words.EveryPassFlawed,
            NoticeCause.MachineLost => Format(words.MachineLost, notice.Machine ?? ""),
            NoticeCause.Daily => Format(words.Daily, notice.Count),
            NoticeCause.Digest => Format(words.Digest, notice.Count),
            _ => words.Test,
        };
        return Cut(Prefix + Visible(notice.JobId is { } job ? $"{job}{words.Separator}{what}" : what), LongestSubject);
    }

    private static List<NoticePart> Parts(Notice notice, NoticeContext context, NoticeWords words)
    {
        var parts = new List<NoticePart>();
        switch (notice.Cause)
        {
            case NoticeCause.Test:
                parts.Add(new(Visible(context.Advise(words.TestBody))));
                break;
            case NoticeCause.MachineLost:
                parts.Add(new(Format(words.MachineBody, Visible(notice.Machine ?? ""), Time(notice.At, context))));
                parts.Add(new($"{words.More}{words.Separator}{Visible(context.Advise(Advice.Of("status", "--machine")))}"));
                break;
            case NoticeCause.Daily or NoticeCause.Digest:
                parts.Add(new(null) { Rows = [.. notice.Items.Take(MostItems).Select(item => Line(item, context, words))] });
                if (notice.Items.Length > MostItems)
                {
                    parts.Add(new(Format(words.MoreOf, notice.Items.Length - MostItems)));
                }

                parts.Add(new($"{words.More}{words.Separator}{Visible(context.Advise(Advice.Of("status")))}"));
                break;
            default:
                parts.AddRange(OfJob(notice, context, words));
                break;
        }

        if (context.Merged > 0 && notice.Cause != NoticeCause.Digest)
        {
            parts.Add(new(Format(words.Merged, context.Merged)));
        }

        parts.Add(new(Format(words.Commands, Visible(context.Machine))));
        return parts;
    }

    private static IEnumerable<NoticePart> OfJob(Notice notice, NoticeContext context, NoticeWords words)
    {
        var rows = new List<(string, string)> { (words.Job, Visible(notice.JobId!)), (words.State, notice.State ?? "") };
        if (notice.Reason is { } reason)
        {
            rows.Add((words.Reason, Visible(context.Advise(reason))));
        }

        if (notice.Run is { } run)
        {
            rows.Add((words.Run, Number(run)));
        }

        if (notice.Numbers is { } numbers)
        {
            rows.AddRange(Rows(numbers, words));
        }

        rows.AddRange(new[] { (words.Started, notice.StartedAt), (words.Ended, notice.FinishedAt), (words.Next, notice.NextPassAt) }
            .Where(row => row.Item2 is not null)
            .Select(row => (row.Item1, Time(row.Item2!.Value, context))));
        yield return new(null) { Rows = rows };
        if (context.Failures.Count > 0)
        {
            var heading = IsCheck(notice) ? words.Findings : words.Failures;
            yield return new(heading + words.Separator.TrimEnd()) { Rows = [.. context.Failures.Take(MostFailures).Select(Row)] };
            if (notice.Numbers is { } all && all.Flaws > Math.Min(context.Failures.Count, MostFailures))
            {
                yield return new(Format(words.MoreOf, all.Flaws - Math.Min(context.Failures.Count, MostFailures)));
            }
        }

        if (!notice.OnePass)
        {
            yield return new($"{words.More}{words.Separator}{Visible(context.Advise(Advice.Of("status", notice.JobId!)))}");
        }
    }

    private static IEnumerable<(string, string)> Rows(NoticeNumbers numbers, NoticeWords words) =>
        RowsOf(numbers, words).Where(row => row.IsAlways || row.Count > 0).Select(row => (row.Name, Number(row.Count)));

    private static (string Name, long Count, bool IsAlways)[] RowsOf(NoticeNumbers numbers, NoticeWords words) => numbers.Missing is { } missing
        ?
        [
            (words.Listed, numbers.Listed, true),
            (words.Same, numbers.Skipped, true),
            (words.Excluded, numbers.Excluded, false),
            (words.Missing, missing, true),
            (words.Different, numbers.Different ?? 0, true),
            (words.Unreadable, numbers.Unreadable ?? 0, true),
            (words.NeedsRestore, numbers.NeedsRestore, false),
            (words.Extra, numbers.Extra ?? 0, numbers.Extra is not null),
        ]
        :
        [
            (words.Listed, numbers.Listed, true),
            (words.Transferred, numbers.Transferred, true),
            (words.Skipped, numbers.Skipped, true),
            (words.Excluded, numbers.Excluded, false),
            (words.Gone, numbers.Gone, false),
            (words.Failed, numbers.Failed, true),
            (words.Conflict, numbers.Conflict, false),
            (words.NeedsRestore, numbers.NeedsRestore, false),
            (words.Differences, numbers.Differences, false),
            (words.Bytes, numbers.BytesTransferred, true),
        ];

    private static (string, string) Row(FailureLine line) => (Cut(FileListText.Escape(line.Key), LongestLine), Visible(line.Reason));

    private static (string, string) Line(Notice item, NoticeContext context, NoticeWords words)
    {
        var what = SubjectOf(item, words)[Prefix.Length..];
        var reason = item.Reason is { } text ? Visible(context.Advise(text)) : "";
        var numbers = item.Numbers is { } count
            ? count.Missing is { } missing
                ? $"{words.Listed} {Number(count.Listed)}, {words.Missing} {Number(missing)}, {words.Different} {Number(count.Different ?? 0)}"
                : $"{words.Listed} {Number(count.Listed)}, {words.Transferred} {Number(count.Transferred)}, {words.Failed} {Number(count.Flaws)}"
            : "";
        return item.Cause == NoticeCause.Daily
            ? (Visible(item.JobId ?? ""), Joined(item.State, item.Run is { } passes ? $"{words.Passes} {Number(passes)}" : "", numbers, reason))
            : (what, Joined(numbers, reason));
    }

    private static string Joined(params string?[] parts) => string.Join("; ", parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Plain(string subject, List<NoticePart> parts)
    {
        var text = new StringBuilder(subject[Prefix.Length..]).Append("\n\n");
        foreach (var part in parts)
        {
            if (part.Text is { } line)
            {
                text.Append(line).Append('\n');
            }

            foreach (var (name, value) in part.Rows)
            {
                text.Append("  ").Append(name).Append(": ").Append(value).Append('\n');
            }

            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Html(string subject, List<NoticePart> parts, NoticeLanguage language)
    {
        var html = new StringBuilder($"<!DOCTYPE html><html lang=\"{NoticeLanguages.NameOf(language)}\"><head><meta charset=\"utf-8\"></head><body>");
        html.Append("<h3>").Append(WebUtility.HtmlEncode(subject[Prefix.Length..])).Append("</h3>\n");
        foreach (var part in parts)
        {
            if (part.Text is { } line)
            {
                html.Append("<p>").Append(WebUtility.HtmlEncode(line)).Append("</p>\n");
            }

            if (part.Rows.Count > 0)
            {
                html.Append("<table>\n");
                foreach (var (name, value) in part.Rows)
                {
                    html.Append("<tr><td>").Append(WebUtility.HtmlEncode(name)).Append("</td><td>").Append(WebUtility.HtmlEncode(value)).Append("</td></tr>\n");
                }

                html.Append("</table>\n");
            }
        }

        return html.Append("</body></html>\n").ToString();
    }

    private static bool IsCheck(Notice notice) => notice.Numbers is { Missing: not null };

    private static bool IsOk(Notice notice) => notice.Code == ExitCode.Done;

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Time(DateTimeOffset time, NoticeContext context) =>
        TimeZoneInfo.ConvertTime(time, context.Zone).ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    private static string Format(string words, params object[] values) => string.Format(CultureInfo.InvariantCulture, words, values);

    // Never through the middle of a character.
    private static string Cut(string text, int most) =>
        text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
