using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Config.Selection;

public sealed class ObjectFilterTests
{
    private static readonly DateTimeOffset PassStart = new(2026, 1, 10, 0, 0, 0, TimeSpan.Zero);

    private static readonly FilterSpec All = new()
    {
        Include = new(["**.jpg", "doc/**"]),
        Exclude = new(["**/tmp/**"]),
        MinBytes = 10,
        MaxBytes = 20,
        MinAge = TimeSpan.FromDays(1),
        Since = new(2026, 1, 1, 8, 0, 0, TimeSpan.FromHours(8)),
        ModifiedBefore = new(2026, 1, 20, 0, 0, 0, TimeSpan.Zero),
    };

    [Theory]
    [InlineData("a/b.jpg", 10L, "2026-01-05", FilterVerdict.Included)]
    [InlineData("a/b.jpg", 20L, "2026-01-05", FilterVerdict.Included)]
    [InlineData("doc/a/b", 15L, "2026-01-01", FilterVerdict.Included)]
    [InlineData("a/b.png", 15L, "2026-01-05", FilterVerdict.NotIncluded)]
    [InlineData("a/b.JPG", 15L, "2026-01-05", FilterVerdict.NotIncluded)]
    [InlineData("a/tmp/b.jpg", 15L, "2026-01-05", FilterVerdict.Excluded)]
    [InlineData("tmp/b.jpg", 15L, "2026-01-05", FilterVerdict.Excluded)]
    [InlineData("a.jpg", 9L, "2026-01-05", FilterVerdict.TooSmall)]
    [InlineData("a.jpg", 0L, "2026-01-05", FilterVerdict.TooSmall)]
    [InlineData("a.jpg", 21L, "2026-01-05", FilterVerdict.TooLarge)]
    [InlineData("a.jpg", 15L, "2025-12-31T23:59:59", FilterVerdict.TooEarly)]
    [InlineData("a.jpg", 15L, "2026-01-09", FilterVerdict.Included)]
    [InlineData("a.jpg", 15L, "2026-01-09T00:00:01", FilterVerdict.TooYoung)]
    [InlineData("a.jpg", 15L, "2026-01-20", FilterVerdict.TooLate)]
    [InlineData("a.jpg", null, "2026-01-05", FilterVerdict.Included)]
    [InlineData("a.jpg", 15L, null, FilterVerdict.Included)]
    public void Object_is_judged_by_the_first_filter_that_leaves_it_out(string key, long? size, string? time, FilterVerdict expected)
    {
        var modified = time is null
            ? (DateTimeOffset?)null
            : new DateTimeOffset(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

        Assert.Equal(expected, new ObjectFilter(All, PassStart).Judge(ObjectKey.From(key), size, modified));
    }

    [Fact]
    public void No_filter_includes_everything()
    {
        var filter = new ObjectFilter(FilterSpec.None, PassStart);

        Assert.Equal(FilterVerdict.Included, filter.Judge(new([0xff, 0x00]), long.MaxValue, DateTimeOffset.MaxValue));
        Assert.Equal(FilterVerdict.Included, filter.Judge(ObjectKey.From("/"), 0, DateTimeOffset.UnixEpoch));
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        var filter = new ObjectFilter(All, PassStart);
        var key = ObjectKey.From("some/directory/图/with/a/name.jpg");
        var verdict = filter.Judge(key, 15, PassStart.AddDays(-3));

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            verdict = filter.Judge(key, 15, PassStart.AddDays(-3));
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(FilterVerdict.Included, verdict);
    }

    [Fact]
    public void Numbers_of_verdicts_are_stored()
    {
        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], Enum.GetValues<FilterVerdict>().Select(verdict => (int)verdict));
    }
}
