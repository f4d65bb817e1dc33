using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Tests.Config.Rates;

public sealed class RateTimetableTests
{
    private const int Day = 8 * 60;
    private const int Night = 20 * 60;

    // Clocks are put forward at 2:00 on 2026-03-29 and back at 3:00 on 2026-10-25, as in Berlin, and by half an hour at the same times.
    private static readonly TimeZoneInfo Berlin = Zone(60);
    private static readonly TimeZoneInfo HalfHour = Zone(30);

    [Theory]
    [InlineData("2026-11-28T07:59:59+08:00", null, "2026-11-28T08:00:00+08:00")]
    [InlineData("2026-11-28T08:00:00+08:00", 20L, "2026-11-28T20:00:00+08:00")]
    [InlineData("2026-11-28T11:59:00+00:00", 20L, "2026-11-28T20:00:00+08:00")]
    [InlineData("2026-11-28T12:00:00+00:00", null, "2026-11-29T08:00:00+08:00")]
    public void The_clock_of_the_zone_decides(string instant, long? limit, string until)
    {
        var timetable = new RateTimetable([new(Night, Day, 0), new(Day, Night, 20)], "Asia/Shanghai");

        Assert.Equal(new RateMoment(limit, Time(until)), timetable.At(Time(instant)));
    }

    [Fact]
    public void A_window_may_go_over_midnight_and_outside_of_windows_there_is_no_limit()
    {
        var timetable = new RateTimetable([new(23 * 60, 60, 7)], "UTC");

        Assert.Equal(new RateMoment(7, Time("2026-01-02T01:00:00Z")), timetable.At(Time("2026-01-01T23:30:00Z")));
        Assert.Equal(new RateMoment(7, Time("2026-01-02T01:00:00Z")), timetable.At(Time("2026-01-02T00:30:00Z")));
        Assert.Equal(new RateMoment(null, Time("2026-01-02T23:00:00Z")), timetable.At(Time("2026-01-02T01:00:00Z")));
        Assert.Null(timetable.Highest);
    }

    [Fact]
    public void What_is_the_same_all_day_never_changes()
    {
        var timetable = new RateTimetable([new(0, Day, 5), new(Day, RateWindow.DayMinutes, 5)], "UTC");

        Assert.Equal(new RateMoment(5, null), timetable.At(Time("2026-01-01T23:30:00Z")));
        Assert.Equal(5, timetable.Highest);
    }

    [Fact]
    public void A_window_that_the_clock_skips_is_left_out_on_that_day()
    {
        var timetable = new RateTimetable([new(125, 150, 5)], "-");

        Assert.Equal(new RateMoment(null, Time("2026-03-30T00:05:00Z")), timetable.At(Time("2026-03-29T00:10:00Z"), Berlin));
    }

    [Fact]
    public void A_border_that_the_clock_skips_lies_where_it_is_put_forward()
    {
        var timetable = new RateTimetable([new(150, 300, 5)], "-");

        Assert.Equal(new RateMoment(null, Time("2026-03-29T01:00:00Z")), timetable.At(Time("2026-03-29T00:10:00Z"), Berlin));
    }

    [Fact]
    public void A_border_that_the_clock_shows_twice_counts_twice()
    {
        var timetable = new RateTimetable([new(150, 300, 5)], "-");

        Assert.Equal(new RateMoment(null, Time("2026-10-25T00:30:00Z")), timetable.At(Time("2026-10-25T00:10:00Z"), Berlin));
        Assert.Equal(new RateMoment(5, Time("2026-10-25T01:00:00Z")), timetable.At(Time("2026-10-25T00:30:00Z"), Berlin));
        Assert.Equal(new RateMoment(null, Time("2026-10-25T01:30:00Z")), timetable.At(Time("2026-10-25T01:00:00Z"), Berlin));
    }

    [Fact]
    public void A_machine_that_does_not_know_the_zone_keeps_to_the_lowest_limit()
    {
        var timetable = new RateTimetable([new(0, Day, 7), new(Day, Night, 3), new(Night, 0 + RateWindow.DayMinutes, 0)], "Nowhere/Never");

        Assert.Equal(new RateMoment(3, null), timetable.At(Time("2026-01-01T23:30:00Z")));
    }

    /// <summary>Against the slow way: what the clock shows, minute for minute.</summary>
    [Property(MaxTest = 300)]
    public Property The_next_change_is_the_first_minute_with_another_limit()
    {
        var cases =
            from timetable in JobArbitraries.Timetables()
            from zone in Gen.Elements(Berlin, HalfHour)
            from start in Gen.Elements("2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z", "2026-06-01T00:00:00Z")
            from minutes in Gen.Choose(0, 1000)
            select (timetable, zone, instant: Time(start) + TimeSpan.FromMinutes(minutes));

        return Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var moment = c.timetable.At(c.instant, c.zone);

            var slow = Enumerable.Range(0, 3 * RateWindow.DayMinutes).Select(minute => c.instant + TimeSpan.FromMinutes(minute))
                .Select(at => (At: (DateTimeOffset?)at, Limit: Shown(c.timetable, at, c.zone))).ToList();
            Assert.Equal(slow[0].Limit, moment.PerSecond);
            Assert.Equal(slow.FirstOrDefault(minute => minute.Limit != moment.PerSecond).At, moment.Until);
        });
    }

    private static long? Shown(RateTimetable timetable, DateTimeOffset at, TimeZoneInfo zone)
    {
        var clock = TimeZoneInfo.ConvertTime(at, zone);
        var window = timetable.Windows.SingleOrDefault(window => window.Contains((clock.Hour * 60) + clock.Minute));
        return window is { PerSecond: > 0 } ? window.PerSecond : null;
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static TimeZoneInfo Zone(int minutes) => TimeZoneInfo.CreateCustomTimeZone(
        $"test-{minutes}", TimeSpan.FromHours(1), null, null, null,
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                new(2020, 1, 1), new(2030, 12, 31), TimeSpan.FromMinutes(minutes),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 2, 0, 0), 3, 5, DayOfWeek.Sunday),
                TimeZoneInfo.TransitionTime.CreateFloatingDateRule(new(1, 1, 1, 3, 0, 0), 10, 5, DayOfWeek.Sunday)),
        ]);
}
