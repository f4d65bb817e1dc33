using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Reads what a job may use.</summary>
internal sealed class LimitsReader(ConfigValues values)
{
    private const string BytesForm = "20MB/s";
    private const string RequestsForm = "500/s";
    private const int MaxFailures = 1_000_000_000;

    public LimitSpec Read() => new()
    {
        Bandwidth = Rate(
            "max-bandwidth", RateText.TryReadBytes, BytesForm, "must be bytes per second such as 20MB/s (bits: 160 Mbit/s are 20MB/s); 0 is no limit"),
        Requests = Rate("max-requests", RateText.TryReadRequests, RequestsForm, "must be requests per second such as 500/s; 0 is no limit"),
        MaxFailures = (int)values.Whole("max-failures", LimitSpec.DefaultMaxFailures, 1, MaxFailures),
    };

    private RateSpec? Rate(string key, ConfigValues.Reader<long> tryRead, string form, string allowed)
    {
        if (values.Text(key) is { } text && TimetableText.IsTimetable(text))
        {
            return Timetable(key, text, tryRead, form) is { } timetable ? RateSpec.By(timetable) : null;
        }

        return values.Value(key, tryRead, allowed) is > 0 and var rate ? RateSpec.Always(rate) : null;
    }

    private RateTimetable? Timetable(string key, string text, ConfigValues.Reader<long> tryRead, string form)
    {
        var problems = new List<string>();
        var timetable = TimetableText.Read(text, values.Context.TimeZone.Id, values.Context.IsStored, tryRead, form, problems);
        foreach (var problem in problems)
        {
            values.Fail(key, problem);
        }

        if (timetable is not null && !text.EndsWith(timetable.Zone, StringComparison.Ordinal))
        {
            values.Note(key, $"holds by the clocks of {timetable.Zone}; name another time zone at the end if that is not meant");
        }

        return timetable;
    }
}
