using System.Globalization;
using System.Text.RegularExpressions;
using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Limits by the time of day: <c>08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai</c>.</summary>
internal static partial class TimetableText
{
    private const int MaxWindows = 100;

    /// <summary>True where the text looks like times of day with a rate each.</summary>
    public static bool IsTimetable(string text) => text.AsSpan().ContainsAny(':', ',');

    /// <summary>Reads a timetable; null, with every problem noted, where that can't be done.</summary>
    /// <param name="text">As the user wrote it.</param>
    /// <param name="zone">The zone that is meant where the text names none.</param>
    /// <param name="isStored">The text was checked before: its zone is taken as it stands, since this machine may not know it.</param>
    /// <param name="tryRead">Reads one rate.</param>
    /// <param name="form">What a rate looks like.</param>
    /// <param name="problems">Where problems are noted.</param>
    public static RateTimetable? Read(string text, string zone, bool isStored, ConfigValues.Reader<long> tryRead, string form, List<string> problems)
    {
        var entries = text.Split(',', StringSplitOptions.TrimEntries);
        if (entries.Length > MaxWindows)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"has {entries.Length} windows; {MaxWindows} are allowed"));
            return null;
        }

        // The zone stands behind the last rate, which may hold a blank itself ("20 MB/s").
        if (Entry().Match(entries[^1]) is { Success: true } last && last.Groups["rate"].Value.Contains(' ') && !tryRead(last.Groups["rate"].Value, out _))
        {
            var cut = entries[^1].LastIndexOf(' ');
            zone = ReadZone(entries[^1][(cut + 1)..], isStored, problems);
            entries[^1] = entries[^1][..cut].TrimEnd();
        }

        var windows = entries.Select(entry => ReadWindow(entry, tryRead, form, problems)).OfType<RateWindow>().ToList();
        NoteOverlaps(windows, problems);
        return problems.Count == 0 ? new(windows, zone) : null;
    }

    public static string Write(RateTimetable timetable, Func<long, string> write) =>
        $"{string.Join(", ", timetable.Windows.Select(window => $"{Name(window)} {write(window.PerSecond)}"))} {timetable.Zone}";

    private static string ReadZone(string name, bool isStored, List<string> problems)
    {
        if (isStored || (ZoneName().IsMatch(name) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out _)))
        {
            return name;
        }

        // A machine without time zone data knows only UTC and its own zone.
        problems.Add(TimeZoneInfo.GetSystemTimeZones().Count > 2
            ? $"'{Shown(name)}' is not a time zone; write its IANA name, such as Asia/Shanghai or Europe/Berlin"
            : $"'{Shown(name)}' can't be looked up: the machine that reads this has no time zone data; install its package tzdata, or write UTC");
        return name;
    }

    private static RateWindow? ReadWindow(string entry, ConfigValues.Reader<long> tryRead, string form, List<string> problems)
    {
        if (Entry().Match(entry) is not { Success: true } match)
        {
            problems.Add($"'{Shown(entry)}' must be hours with a rate such as 08:00-20:00 {form}; a time zone may stand at the end");
            return null;
        }

        var (from, to) = (Minutes(match, "from"), Minutes(match, "to"));
        if (from is not < RateWindow.DayMinutes || to is null)
        {
            problems.Add($"'{Shown(entry)}' has a time that no clock shows; write 00:00 to 23:59, or 24:00 as an end");
            return null;
        }

        if (from == to)
        {
            problems.Add($"'{Shown(entry)}' ends when it begins; write 00:00-24:00 for the whole day");
            return null;
        }

        if (!tryRead(match.Groups["rate"].Value, out var rate))
        {
            problems.Add($"'{Shown(entry)}' has no rate that can be read; write {form}, or 0 for no limit");
            return null;
        }

        return new(from.Value, to == 0 ? RateWindow.DayMinutes : to.Value, rate);
    }

    private static void NoteOverlaps(List<RateWindow> windows, List<string> problems)
    {
        for (var i = 0; i < windows.Count; i++)
        {
            foreach (var later in windows.Skip(i + 1).Where(later => windows[i].Contains(later.From) || later.Contains(windows[i].From)))
            {
                problems.Add($"{Name(windows[i])} and {Name(later)} overlap: it would be unclear which limit holds");
            }
        }
    }

    private static int? Minutes(Match match, string end)
    {
        var hour = int.Parse(match.Groups[end + "h"].ValueSpan, CultureInfo.InvariantCulture);
        var minute = int.Parse(match.Groups[end + "m"].ValueSpan, CultureInfo.InvariantCulture);
        var minutes = (hour * 60) + minute;
        return minute < 60 && minutes <= RateWindow.DayMinutes ? minutes : null;
    }

    private static string Name(RateWindow window) =>
        string.Create(CultureInfo.InvariantCulture, $"{window.From / 60:00}:{window.From % 60:00}-{window.To / 60:00}:{window.To % 60:00}");

    private static string Shown(string text) => text.Length <= 60 ? text : text[..60] + "...";

    [GeneratedRegex("^(?<fromh>[0-9]{1,2}):(?<fromm>[0-9]{2}) ?- ?(?<toh>[0-9]{1,2}):(?<tom>[0-9]{2}) +(?<rate>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Entry();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9][A-Za-z0-9_+-]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();
}
