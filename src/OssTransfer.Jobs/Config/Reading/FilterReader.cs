using System.Globalization;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads the filters.</summary>
internal sealed class FilterReader(ConfigValues values)
{
    /// <summary>What the manual gives as default and means as "no filter", whatever the zone.</summary>
    public const string NoSince = "1970-01-01 08:00:00";

    public FilterSpec Read()
    {
        var spec = new FilterSpec
        {
            Include = Globs("src-include"),
            Exclude = Globs("src-exclude"),
            MinBytes = Size("src-min-size") is > 0 and var min ? min : null,
            MaxBytes = Size("src-max-size"),
            MinAge = values.Value<TimeSpan>("src-min-age", AgeText.TryRead, "must be a number of seconds, or of minutes, hours, days: 600, 15m, 2h, 7d"),
            ModifiedBefore = Time("src-modified-before"),
            Since = values.Text("sync-since") == NoSince ? null : Time("sync-since"),
        };
        CheckRanges(spec);
        return spec;
    }

    private void CheckRanges(FilterSpec spec)
    {
        if (spec.MinBytes > spec.MaxBytes)
        {
            values.Fail("src-max-size", "is smaller than src-min-size: nothing would be migrated");
        }

        if (spec.Since >= spec.ModifiedBefore)
        {
            values.Fail("src-modified-before", "is not after sync-since: nothing would be migrated");
        }

        if (spec.Since > values.Context.Now)
        {
            values.Note("sync-since", "lies in the future: until then nothing is migrated");
        }
    }

    private long? Size(string key) => values.Value<long>(key, SizeText.TryRead, "must be a number of bytes, a unit may follow: 1048576, 20MB, 16MiB");

    private GlobList Globs(string key)
    {
        if (values.Text(key) is not { } text)
        {
            return GlobList.Empty;
        }

        var globs = GlobListText.Read(text, out var problem);
        if (problem is not null)
        {
            values.Fail(key, problem);
        }

        return globs;
    }

    private DateTimeOffset? Time(string key)
    {
        if (values.Text(key) is not { } text)
        {
            return null;
        }

        if (!TimeText.TryRead(text, values.Context.TimeZone, out var time, out var problem))
        {
            values.Fail(key, problem ?? "");
            return null;
        }

        if (TimeText.Write(time) is var resolved && resolved != text)
        {
            values.Note(key, string.Create(CultureInfo.InvariantCulture, $"read as {resolved}"));
        }

        return time;
    }
}
