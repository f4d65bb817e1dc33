using Microsoft.Extensions.Time.Testing;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.Waiting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Waiting;

/// <summary>What <c>run</c> does with a job that may be there already.</summary>
public sealed class OnePassTests : IDisposable
{
    private readonly FakeJobService _jobs = new();
    private readonly StringWriter _out = new();

    public void Dispose() => _out.Dispose();

    [Fact]
    public async Task New_job_is_added_for_one_pass_and_followed()
    {
        _jobs.AfterAdd = FakeJobService.Report("x", "done", 1, 0);

        Assert.Equal(ExitCode.Done, await RunAsync());

        Assert.True(Assert.Single(_jobs.Added).OnePass);
        Assert.Empty(_jobs.Commands);
        Assert.Contains("everything is proven", _out.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interrupted_job_goes_on()
    {
        _jobs.Jobs.Add(FakeJobService.Report("x", "failed", 4, 3));
        _jobs.StatesOnTheWay.Enqueue("running");
        _jobs.StatesOnTheWay.Enqueue("running");

        Assert.Equal(ExitCode.Failures, await RunAsync());

        Assert.Empty(_jobs.Added);
        Assert.Empty(_jobs.Edited);
        Assert.Empty(_jobs.Commands);
        Assert.Contains("Going on with the job 'x'", _out.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paused", "continue")]
    [InlineData("done", "redo")]
    [InlineData("failed", "redo")]
    [InlineData("waiting", "redo")]
    public async Task Job_that_stands_still_takes_the_new_configuration_and_moves(string state, string command)
    {
        _jobs.Jobs.Add(FakeJobService.Report("x", state));
        _jobs.AfterCommand = FakeJobService.Report("x", "done", 2, 0);

        Assert.Equal(ExitCode.Done, await RunAsync());

        Assert.True(Assert.Single(_jobs.Edited).OnePass);
        Assert.Equal([("x", command)], _jobs.Commands);
    }

    [Fact]
    public async Task Refused_configuration_ends_it_with_the_silos_code()
    {
        _jobs.Refusals.Enqueue(new CommandAnswer { Code = ExitCode.Stopped, Message = "The bucket does not exist." });

        Assert.Equal(ExitCode.Stopped, await RunAsync());
    }

    [Fact]
    public async Task Pass_that_has_ended_is_settled_before_the_silo_may_end()
    {
        _jobs.Jobs.Add(FakeJobService.Report("x", "done", 1, 0));
        _jobs.StatesOnTheWay.Enqueue("running");
        _jobs.StatesOnTheWay.Enqueue("running");

        await RunAsync();

        Assert.Equal("x", Assert.Single(_jobs.Settled));
    }

    [Fact]
    public async Task Pass_is_looked_at_often_at_first_and_every_second_later()
    {
        const int Looks = 1000;
        var time = new FakeTimeProvider();
        for (var i = 0; i < Looks; i++)
        {
            _jobs.StatesOnTheWay.Enqueue("running");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var run = RunAsync(time, stop.Token);
        var counts = Enumerable.Range(0, 1000).Select(_ =>
        {
            time.Advance(TimeSpan.FromMilliseconds(20));
            return Looks - _jobs.StatesOnTheWay.Count;
        }).ToArray();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        Assert.InRange(counts[9], 5, 8);
        Assert.InRange(counts[^1] - counts[499], 9, 11);
    }

    private Task<ExitCode> RunAsync() => RunAsync(TimeProvider.System, TestContext.Current.CancellationToken);

    private Task<ExitCode> RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        var shell = new Shell { Out = _out, Error = TextWriter.Null, Variable = _ => null, Directory = "/", ProgramDirectory = "/", Time = time };
        return new OnePass(new LocalJobClient(_jobs), "/home", shell, json: false, stats: null)
            .RunAsync("x", new AddJobRequest { Config = "job-ID: x\n", OnePass = true }, null, "job.cfg", cancellationToken);
    }
}
