using System.Net;
using System.Net.Http.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Tests.Api;

public sealed class SiloEndpointsTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ready_silo_says_who_it_is()
    {
        var silo = await _server.Client.GetFromJsonAsync("/health/ready", ContractsJson.Default.RunningSilo, Cancellation);

        Assert.Equal(_server.Running, silo);
        Assert.Equal(Environment.ProcessId, silo!.Pid);
        Assert.StartsWith("http://127.0.0.1:", silo.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Live_silo_answers()
    {
        using var response = await _server.Client.GetAsync("/health/live", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Machines_are_listed()
    {
        _server.Jobs.Machines.Add(FakeJobService.Machine("node-1"));

        var machines = await _server.Client.GetFromJsonAsync("/api/machines", ContractsJson.Default.IReadOnlyListMachineView, Cancellation);

        var machine = Assert.Single(machines!);
        Assert.Equal(("node-1", "10.0.0.7:11111", 3, 4), (machine.Name, machine.Address, machine.WorkersBusy, machine.Workers));
    }

    [Fact]
    public async Task Stop_is_answered_before_the_silo_ends()
    {
        var stopped = new TaskCompletionSource();
        await using var _ = _server.Stopping.Register(stopped.SetResult);

        using var response = await _server.Client.PostAsync("/api/stop", null, Cancellation);

        var answer = await response.Content.ReadFromJsonAsync(ContractsJson.Default.CommandAnswer, Cancellation);
        Assert.Contains("test-silo", answer!.Message, StringComparison.Ordinal);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
    }

    [Fact]
    public async Task Commands_are_logged_with_who_where_what_and_result()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Refusals.Enqueue(new CommandAnswer { Code = ExitCode.NotAllowed, Message = "The job 'a' is running; pause it first." });

        await CommandAsync("a", "continue", new CommandRequest { Who = "li@host\r\nforged\tline" });
        await CommandAsync("a", "pause", new CommandRequest { Who = "li@host" });

        var lines = await File.ReadAllLinesAsync(_server.CommandLog, Cancellation);
        Assert.Equal(2, lines.Length);
        Assert.Equal([@"li@host\r\nforged\tline", "127.0.0.1", "continue", "a", "6", "The job 'a' is running; pause it first."], lines[0].Split('\t')[1..]);
        Assert.Equal(["li@host", "127.0.0.1", "pause", "a", "0", "pause 'a'"], lines[1].Split('\t')[1..]);
        Assert.True(DateTimeOffset.TryParse(lines[0].Split('\t')[0], out _));
    }

    [Fact]
    public async Task Secrets_of_a_configuration_are_not_logged()
    {
        _server.Jobs.Refusals.Enqueue(new CommandAnswer { Code = ExitCode.Stopped, Message = "The store refused 'AKID' with 'hunter2-secret'." });

        using var response = await _server.Client.PostAsJsonAsync(
            "/api/jobs",
            new AddJobRequest { Config = "src-accesskey: AKID\r\ndes-secretkey = \"hunter2-secret\"\r\n" },
            ContractsJson.Default.AddJobRequest,
            Cancellation);

        var log = await File.ReadAllTextAsync(_server.CommandLog, Cancellation);
        Assert.Contains("\tadd\t-\t5\tThe store refused '***' with '***'.", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_of_all_machines_can_be_read()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.Jobs.Jobs.Add(FakeJobService.Report("b"));
        await CommandAsync("a", "pause", new CommandRequest { Who = "li@host" });
        await CommandAsync("b", "pause", new CommandRequest { Who = "wu@host" });

        var all = await _server.Client.GetFromJsonAsync("/api/commands", ContractsJson.Default.IReadOnlyListLoggedCommand, Cancellation);
        var last = await _server.Client.GetFromJsonAsync("/api/commands?last=1", ContractsJson.Default.IReadOnlyListLoggedCommand, Cancellation);
        var ofJob = await _server.Client.GetFromJsonAsync("/api/commands?job=a", ContractsJson.Default.IReadOnlyListLoggedCommand, Cancellation);
        using var refused = await _server.Client.GetAsync("/api/commands?last=0", Cancellation);

        Assert.Equal([("li@host", "127.0.0.1", "test-silo", "pause", "a", 0, "pause 'a'"), ("wu@host", "127.0.0.1", "test-silo", "pause", "b", 0, "pause 'b'")],
            all!.Select(one => (one.Who, one.From, one.Machine, one.Command, one.JobId, one.Code, one.Message)));
        Assert.Equal("b", Assert.Single(last!).JobId);
        Assert.Equal("a", Assert.Single(ofJob!).JobId);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
    }

    [Fact]
    public async Task Command_stands_where_the_cluster_does_not_hear_of_it()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        _server.History.Broken = new TimeoutException();

        using var response = await CommandAsync("a", "pause", new CommandRequest());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(await File.ReadAllLinesAsync(_server.CommandLog, Cancellation));
    }

    [Fact]
    public async Task Command_stands_where_the_log_cannot_be_written()
    {
        _server.Jobs.Jobs.Add(FakeJobService.Report("a"));
        Directory.CreateDirectory(_server.CommandLog);

        using var response = await CommandAsync("a", "pause", new CommandRequest());

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private Task<HttpResponseMessage> CommandAsync(string job, string command, CommandRequest request) =>
        _server.Client.PostAsJsonAsync(ApiRoutes.Command(job, command), request, ContractsJson.Default.CommandRequest, Cancellation);
}
