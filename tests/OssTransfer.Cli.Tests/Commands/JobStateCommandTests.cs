using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class JobStateCommandTests : CliFixture
{
    public static TheoryData<string> Spellings => new("x", "--jobID=x", "--jobID x", "--jobid=x", "--JOBID=x", "--jobId:x", "--JobId x", "x --jobID=x");

    public static TheoryData<string, string> Commands => new()
    {
        { "rm", "rm" }, { "pause", "pause" }, { "continue", "continue" }, { "finish", "finish" },
        { "redo", "redo" }, { "redo --failed", "redo-failed" }, { "redo --all", "redo-all" },
    };

    [Theory]
    [MemberData(nameof(Spellings))]
    public async Task Job_is_named_in_every_spelling(string spelling)
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));

        var result = await RunAsync(["pause", .. spelling.Split(' ')]);

        Assert.Equal(0, result.Code);
        Assert.Equal([("x", "pause")], Jobs.Commands);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Command_reaches_the_silo_by_its_name(string typed, string name)
    {
        Jobs.Jobs.Add(FakeJobService.Report("数据 1"));

        var result = await RunAsync([.. typed.Split(' '), "--jobID=数据 1"]);

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal([("数据 1", name)], Jobs.Commands);
        Assert.Contains('@', Assert.Single(Jobs.Contexts).Who);
    }

    [Theory]
    [InlineData("pause", "pausing")]
    [InlineData("rm", "removing")]
    [InlineData("redo", "stopping")]
    [InlineData("finish", "stopping")]
    public async Task Command_waits_until_its_state_is_reached(string command, string onTheWay)
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.StatesOnTheWay.Enqueue(onTheWay);
        Jobs.StatesOnTheWay.Enqueue(onTheWay);

        var result = await RunAsync(command, "x", "--json");

        Assert.Empty(Jobs.StatesOnTheWay);
        var expected = command switch { "pause" => "paused", "rm" => null, "redo" => "ready", _ => "done" };
        Assert.Equal(expected, JsonDocument.Parse(result.Out).RootElement.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Command_that_need_not_wait_returns_at_once()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.StatesOnTheWay.Enqueue("pausing");

        var result = await RunAsync("pause", "x", "--no-wait", "--json");

        Assert.Equal("pausing", JsonDocument.Parse(result.Out).RootElement.GetProperty("state").GetString());
        Assert.Single(Jobs.StatesOnTheWay);
    }

    [Fact]
    public async Task Waiting_ends_with_130_when_interrupted()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        for (var i = 0; i < 1000; i++)
        {
            Jobs.StatesOnTheWay.Enqueue("pausing");
        }

        using var interrupt = new CancellationTokenSource();
        var running = RunAsync(["pause", "x"], interrupt.Token);
        while (Jobs.Commands.Count == 0)
        {
            await Task.Yield();
        }

        await interrupt.CancelAsync();

        var result = await running;
        Assert.Equal(130, result.Code);
        Assert.Contains("Interrupted", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("look")]
    [InlineData("pause")]
    [InlineData("edit")]
    [InlineData("failures")]
    public async Task Unknown_job_is_6_with_the_nearest_name(string command)
    {
        Jobs.Jobs.Add(FakeJobService.Report("photos"));

        var result = await RunAsync(command, "fotos");

        Assert.Equal(6, result.Code);
        Assert.Equal("osstransfer: There is no job 'fotos'. Did you mean 'photos'?\n", result.Error);
    }

    [Fact]
    public async Task Refused_command_gives_the_silos_code_and_message()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.Refusals.Enqueue(new CommandAnswer { Code = ExitCode.NotAllowed, Message = "The job 'x' is not paused." });

        var result = await RunAsync("continue", "x", "--json");

        Assert.Equal((6, "osstransfer: The job 'x' is not paused.\n"), (result.Code, result.Error));
        Assert.Equal(6, JsonDocument.Parse(result.Out).RootElement.GetProperty("code").GetInt32());
    }

    [Theory]
    [InlineData("rm", "No job is named")]
    [InlineData("rm --jobID=", "No job is named")]
    [InlineData("rm a --jobID=b", "Two jobs are named")]
    [InlineData("redo a --failed --all", "exclude each other")]
    [InlineData("rm a b", "'b'")]
    [InlineData("rm a --bogus", "There is no option '--bogus' of 'rm'. See 'osstransfer rm --help'.")]
    [InlineData("rm a --nowait", "There is no option '--nowait' of 'rm'. Did you mean '--no-wait'?")]
    [InlineData("rm --nowait", "There is no option '--nowait' of 'rm'. Did you mean '--no-wait'?")]
    [InlineData("remove -nowait=1", "There is no option '-nowait' of 'rm'. Did you mean '--no-wait'?")]
    [InlineData("add --wiat job.cfg", "There is no option '--wiat' of 'add'. Did you mean '--wait'?")]
    [InlineData("--jsno", "There is no option '--jsno'. Did you mean '--json'? See 'osstransfer --help'.")]
    [InlineData("status --exit-code", "needs a job")]
    [InlineData("add", "job.cfg")]
    [InlineData("stauts", "There is no command 'stauts'. Did you mean 'status'? 'osstransfer --help' shows all.")]
    [InlineData("stauts --watch", "There is no command 'stauts'. Did you mean 'status'?")]
    [InlineData("resmue a", "There is no command 'resmue'. Did you mean 'resume'?")]
    [InlineData("cluster inti", "There is no command 'cluster inti'. Did you mean 'cluster init'? 'osstransfer cluster --help' shows all.")]
    [InlineData("cluster", "Required command was not provided")]
    [InlineData("ls", "There is no command 'ls'. There are: start, stop,")]
    [InlineData("", "No command was given")]
    public async Task Wrong_usage_is_2_and_nothing_is_done(string typed, string message)
    {
        Jobs.Jobs.Add(FakeJobService.Report("a"));

        var result = await RunAsync(typed.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs.Commands);
    }

    [Fact]
    public async Task Failure_is_one_json_document_where_json_is_asked_for()
    {
        var result = await RunAsync("rm", "--json");

        Assert.Equal(2, JsonDocument.Parse(result.Out).RootElement.GetProperty("code").GetInt32());
    }
}
