using OssTransfer.Grains.Jobs;

namespace OssTransfer.Grains.Tests.Jobs;

public sealed class ReportDeadlineTests
{
    private readonly ReportDeadline _wait = new();

    [Fact]
    public void Report_is_the_adding_machines_to_write()
    {
        Assert.False(_wait.MayWrite("one", "two", Seconds(0)));
        Assert.False(_wait.MayWrite("one", null, Seconds(9)));
        Assert.True(_wait.MayWrite("one", "one", Seconds(9)));

        // The next run's report waits anew.
        Assert.False(_wait.MayWrite("one", "two", Seconds(100)));
        Assert.False(_wait.MayWrite("one", "two", Seconds(109)));
    }

    [Fact]
    public void Machine_that_is_away_keeps_the_first_report_waiting_and_none_after_it_until_it_is_back()
    {
        Assert.False(_wait.MayWrite("one", "two", Seconds(0)));
        Assert.True(_wait.MayWrite("one", "two", Seconds(10)));

        Assert.True(_wait.MayWrite("one", "three", Seconds(100)));
        _wait.Note("one", "two");
        Assert.True(_wait.MayWrite("one", "three", Seconds(200)));
        _wait.Note("one", "one");
        Assert.False(_wait.MayWrite("one", "three", Seconds(300)));
    }

    [Fact]
    public void Where_nobody_knows_who_added_it_anybody_writes() => Assert.True(_wait.MayWrite(null, "two", Seconds(0)));

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
