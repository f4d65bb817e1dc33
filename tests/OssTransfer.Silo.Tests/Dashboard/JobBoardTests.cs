using OssTransfer.Silo.Dashboard;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Silo.Tests.Dashboard;

/// <summary>What pages cost the jobs.</summary>
public sealed class JobBoardTests
{
    private readonly FakeJobService _jobs = new();
    private readonly TurnedTime _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_that_ask_at_once_get_the_same_reading()
    {
        var board = new JobBoard(_jobs, _time);

        var first = await ListAsync(board);
        var second = await ListAsync(board);
        _time.Turn(TimeSpan.FromSeconds(2));
        var later = await ListAsync(board);

        Assert.Same(first, second);
        Assert.NotSame(first, later);
    }

    [Fact]
    public async Task Of_ten_thousand_jobs_those_of_the_page_are_asked_alone()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Jobs.AddRange(Enumerable.Range(0, 10_000).Select(i => FakeJobService.Report($"j{i}", i < 3 ? "running" : "done", exitCode: 0)));

        var first = await ListAsync(board);
        var last = await board.ListAsync(null, null, 1_000, Cancel);
        var running = await board.ListAsync("running", null, 1, Cancel);

        Assert.Equal([50, 50, 3], _jobs.Asked);
        Assert.Equal(["j2", "j1", "j0", "j9999"], first.Jobs.Take(4).Select(row => row.Job.JobId));
        Assert.Equal([("running", 3), ("done", 9_997)], first.States);
        Assert.Equal((200, "j3"), (last.Number, last.Jobs[^1].Job.JobId));
        Assert.Equal((10_000, 3), (running.All, running.Found));
    }

    [Fact]
    public async Task Job_that_does_not_answer_is_shown_as_far_as_it_is_known()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Jobs.AddRange([FakeJobService.Report("hangs"), FakeJobService.Report("new", "done"), FakeJobService.Report("answers", "failed")]);
        _jobs.Silent.UnionWith(["hangs", "new"]);
        _jobs.Unknown.Add("new");

        var list = await ListAsync(board);

        Assert.Equal(
            [("hangs", "running", false), ("new", null, false), ("answers", "failed", true)],
            list.Jobs.Select(row => (row.Job.JobId, row.Job.State, row.View is not null)));
        Assert.Equal((3, 1), (list.All, list.Unknown));
        Assert.Equal([("running", 1), ("failed", 1)], list.States);
    }

    [Fact]
    public async Task What_was_being_read_when_a_command_was_given_is_not_shown_afterwards()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Jobs.Add(FakeJobService.Report("removed"));
        using var answers = new SemaphoreSlim(0);
        using var asked = new SemaphoreSlim(0);
        _jobs.BeforeAnswer = async () =>
        {
            asked.Release();
            await answers.WaitAsync(Cancel);
        };

        // It has looked at the job, and answers only after that was removed.
        var first = ListAsync(board);
        await asked.WaitAsync(Cancel);
        _jobs.Jobs.Clear();
        board.Forget();
        var second = ListAsync(board);
        answers.Release(2);

        Assert.Single((await first).Jobs);
        Assert.Empty((await second).Jobs);
        Assert.Same(await second, await ListAsync(board));
    }

    [Fact]
    public async Task Reading_that_failed_is_told_and_tried_again()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Broken = new TimeoutException("no answer");
        await Assert.ThrowsAsync<TimeoutException>(() => ListAsync(board));

        _jobs.Broken = null;

        Assert.NotNull(await ListAsync(board));
    }

    private static Task<JobList> ListAsync(JobBoard board) => board.ListAsync(null, null, 1, Cancel);
}
