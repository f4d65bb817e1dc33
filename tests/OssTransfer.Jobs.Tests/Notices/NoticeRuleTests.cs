using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Jobs.Tests.Notices;

public sealed class NoticeRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, JobCondition.Ok, 1, false, NoticeCause.FirstPass)]
    [InlineData(null, JobCondition.Errors, 1, false, NoticeCause.FirstPass)]
    [InlineData(null, JobCondition.Ok, 5, false, null)]
    [InlineData(null, JobCondition.Ok, 5, true, NoticeCause.EveryPass)]
    [InlineData(null, JobCondition.Errors, 5, false, NoticeCause.Errors)]
    [InlineData(null, JobCondition.Paused, 1, false, NoticeCause.Paused)]
    [InlineData(JobCondition.Ok, JobCondition.Ok, 5, false, null)]
    [InlineData(JobCondition.Ok, JobCondition.Ok, 5, true, NoticeCause.EveryPass)]
    [InlineData(JobCondition.Ok, JobCondition.Ok, 4, true, null)]
    [InlineData(JobCondition.Ok, JobCondition.Errors, 5, false, NoticeCause.Errors)]
    [InlineData(JobCondition.Ok, JobCondition.Paused, 5, false, NoticeCause.Paused)]
    [InlineData(JobCondition.Errors, JobCondition.Ok, 5, false, NoticeCause.Recovered)]
    [InlineData(JobCondition.Errors, JobCondition.Errors, 5, false, null)]
    [InlineData(JobCondition.Errors, JobCondition.Errors, 5, true, NoticeCause.EveryPass)]
    [InlineData(JobCondition.Errors, JobCondition.Paused, 5, false, NoticeCause.Paused)]
    [InlineData(JobCondition.Paused, JobCondition.Ok, 4, false, NoticeCause.Recovered)]
    [InlineData(JobCondition.Paused, JobCondition.Errors, 4, false, NoticeCause.Errors)]
    public void Each_step_from_what_was_told_to_what_is_now(JobCondition? before, JobCondition now, int run, bool everyPass, NoticeCause? cause) =>
        Assert.Equal(cause, NoticeRule.CauseOf(before is { } told ? new(told, 4, 1) : null, new(now, run, 1), everyPass));

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, NoticeCause.Paused)]
    public void Second_pause_is_news_and_the_same_one_is_not(int config, NoticeCause? cause) =>
        Assert.Equal(cause, NoticeRule.CauseOf(new(JobCondition.Paused, 1, 1), new(JobCondition.Paused, 1, config), everyPass: true));

    [Theory]
    [InlineData(JobStatus.Running, null, null)]
    [InlineData(JobStatus.Ready, null, null)]
    [InlineData(JobStatus.Pausing, null, null)]
    [InlineData(JobStatus.Paused, null, null)]
    [InlineData(JobStatus.Paused, ExitCode.Stopped, JobCondition.Paused)]
    [InlineData(JobStatus.Waiting, null, JobCondition.Errors)]
    [InlineData(JobStatus.Failed, null, JobCondition.Errors)]
    [InlineData(JobStatus.Removing, null, null)]
    public void Condition_is_that_of_what_has_ended_or_stands_still(JobStatus status, ExitCode? pause, JobCondition? condition) =>
        Assert.Equal(condition, NoticeRule.ConditionOf(Ended(ExitCode.Failures) with { Status = status, PauseCode = pause }));

    [Fact]
    public void Job_that_its_user_closed_is_told_nothing_of() =>
        Assert.Null(NoticeRule.ConditionOf(Ended(ExitCode.Incomplete) with { IsClosed = true }));

    [Fact]
    public void Same_event_has_the_same_name_and_another_run_has_another()
    {
        var first = NoticeRule.Of(Ended(ExitCode.Done), new(), Now)!.Value.Notice;

        Assert.Equal(first.Id, NoticeRule.Of(Ended(ExitCode.Done), new(), Now.AddHours(1))!.Value.Notice.Id);
        Assert.NotEqual(first.Id, NoticeRule.Of(Ended(ExitCode.Failures), new(), Now)!.Value.Notice.Id);
        Assert.NotEqual(first.Id, NoticeRule.Of(Ended(ExitCode.Done) with { Incarnation = 8 }, new(), Now)!.Value.Notice.Id);
    }

    [Fact]
    public void What_was_told_is_not_told_again()
    {
        var state = Ended(ExitCode.Failures);

        Assert.Null(NoticeRule.Of(state with { Notified = NoticeRule.Of(state, new(), Now)!.Value.Condition }, new(), Now));
    }

    [Fact]
    public void What_ended_before_anybody_was_told_of_jobs_is_not_told_days_later() =>
        Assert.Null(NoticeRule.Of(Ended(ExitCode.Done), new(), Now.AddDays(2)));

    [Theory]
    [InlineData(null, null, NoticeLanguage.English)]
    [InlineData(null, NoticeLanguage.Chinese, NoticeLanguage.Chinese)]
    [InlineData(NoticeLanguage.English, NoticeLanguage.Chinese, NoticeLanguage.English)]
    public void Language_is_the_jobs_else_that_of_who_added_it(NoticeLanguage? asked, NoticeLanguage? adder, NoticeLanguage language) =>
        Assert.Equal(language, NoticeRule.Of(Ended(ExitCode.Done) with { Language = adder }, new() { Language = asked }, Now)!.Value.Notice.Language);

    [Fact]
    public void Condition_that_was_told_is_stored_with_the_job_and_a_row_without_it_is_read()
    {
        var state = Ended(ExitCode.Done) with { Notified = new(JobCondition.Ok, 1, 2), Language = NoticeLanguage.Chinese };

        var read = JobStateCodec.Decode(JobStateCodec.Encode(state));

        Assert.Equal((state.Notified, state.Language), (read.Notified, read.Language));
        Assert.Null(JobStateCodec.Decode(JobStateCodec.Encode(Runs.Jobs.New())).Notified);
    }

    private static JobState Ended(ExitCode code) => Runs.Jobs.New() with
    {
        Status = JobStatus.Done,
        Run = new() { Number = 1, StartedAt = Now, FinishedAt = Now, ExitCode = code },
    };
}
