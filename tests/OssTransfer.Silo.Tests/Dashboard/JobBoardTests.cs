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

        var first = await board.AllAsync(Cancel);
        var second = await board.AllAsync(Cancel);
        _time.Turn(TimeSpan.FromSeconds(2));
        var later = await board.AllAsync(Cancel);

        Assert.Same(first, second);
        Assert.NotSame(first, later);
    }

    [Fact]
    public async Task After_a_command_jobs_are_asked_again()
    {
        var board = new JobBoard(_jobs, _time);

        var first = await board.AllAsync(Cancel);
        board.Forget("any");

        Assert.NotSame(first, await board.AllAsync(Cancel));
    }

    [Fact]
    public async Task What_was_being_read_when_a_command_was_given_does_not_come_back()
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
        var first = board.AllAsync(Cancel);
        await asked.WaitAsync(Cancel);
        _jobs.Jobs.Clear();
        board.Forget("removed");
        var second = board.AllAsync(Cancel);
        answers.Release(3);

        Assert.Empty((await first)!);
        Assert.Empty((await second)!);
        Assert.Empty((await board.AllAsync(Cancel))!);
    }

    [Fact]
    public async Task Of_ten_thousand_jobs_those_at_work_are_asked_each_time_and_the_others_in_turn()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Jobs.AddRange(Enumerable.Range(0, 10_000).Select(i => FakeJobService.Report($"j{i}", i < 3 ? "running" : "done", exitCode: 0)));
        await board.AllAsync(Cancel);
        _jobs.Jobs[0] = _jobs.Jobs[0] with { Percent = 50 };
        _jobs.Jobs[5] = _jobs.Jobs[5] with { State = "running", Percent = 60 };
        _jobs.Jobs[9_999] = _jobs.Jobs[9_999] with { Reason = "edited" };

        var next = await NextAsync();

        Assert.Equal(10_000, next.Count);
        Assert.InRange(_jobs.Asked.Max(), 4, 200);
        Assert.InRange(_jobs.Asked.Sum(), 10_004, 10_200);
        Assert.Equal([50, 60], new[] { next[0].Percent, next[5].Percent });

        // Within a round each of them has had its turn.
        for (var turn = 0; turn < 100; turn++)
        {
            next = await NextAsync();
        }

        Assert.Equal("edited", next[9_999].Reason);
        _jobs.Jobs.RemoveAt(7);
        Assert.DoesNotContain("j7", (await NextAsync()).Select(job => job.JobId));

        async Task<IReadOnlyList<OssTransfer.Contracts.Jobs.JobView>> NextAsync()
        {
            _time.Turn(TimeSpan.FromMinutes(1));
            return (await board.AllAsync(Cancel))!;
        }
    }

    [Fact]
    public async Task Reading_that_failed_is_told_and_tried_again()
    {
        var board = new JobBoard(_jobs, _time);
        _jobs.Broken = new TimeoutException("no answer");
        await Assert.ThrowsAsync<TimeoutException>(() => board.AllAsync(Cancel));

        _jobs.Broken = null;

        Assert.NotNull(await board.AllAsync(Cancel));
    }

    [Fact]
    public async Task Where_jobs_are_of_a_while_ago_those_at_work_are_asked_alone()
    {
        _jobs.Jobs.AddRange([FakeJobService.Report("at-work"), FakeJobService.Report("done", "done")]);
        var board = new JobBoard(_jobs, _time);
        var list = JobList.Of((await board.AllAsync(Cancel))!, null, null, 1);
        _jobs.Jobs[0] = _jobs.Jobs[0] with { Percent = 77 };
        _jobs.Jobs[1] = _jobs.Jobs[1] with { Percent = 88 };

        var early = await board.FreshenAsync(list, Cancel);
        _time.Turn(TimeSpan.FromSeconds(4));
        var late = await board.FreshenAsync(list, Cancel);

        Assert.Same(list, early);
        Assert.Equal([77, null], late.Jobs.Select(job => job.Percent));
    }
}
