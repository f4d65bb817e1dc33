using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class SetCommandTests : CliFixture
{
    [Fact]
    public async Task Several_are_set_in_one_call_and_what_holds_is_said()
    {
        var result = await RunAsync("set", "--max-master-num=3", "--max-worker-num=8", "--ip=m1", "--msg_to=me@example.com");

        Assert.Equal(0, result.Code);
        Assert.StartsWith("Set: max-master-num 3; max-worker-num 8 for m1; mail receiver me@example.com.", result.Out, StringComparison.Ordinal);
        Assert.Contains("within a few seconds", result.Out, StringComparison.Ordinal);
        Assert.Contains(
            "No mail is sent yet: no sending account is set, 'osstransfer set --msg_from=ADDRESS:-' sets it.", result.Out, StringComparison.Ordinal);
        Assert.Equal((3, 8), (Settings.Settings.MaxMasters, Settings.Settings.WorkersOf("m1")));
    }

    [Fact]
    public async Task Json_says_what_holds_now()
    {
        var result = await RunAsync("set", "--max-worker-num", "8", "--json");

        var answer = JsonSerializer.Deserialize(result.Out, ContractsJson.Default.SetAnswer)!;
        Assert.Equal((ExitCode.Done, (int?)8, 1L), (answer.Code, answer.Settings!.MaxWorkerNum, answer.Settings.Version));
    }

    [Fact]
    public async Task What_was_set_is_taken_back()
    {
        await RunAsync("set", "--max-worker-num=8");

        var result = await RunAsync("set", "--max-worker-num=default");

        Assert.Equal((0, null), (result.Code, Settings.Settings.MaxWorkers));
        Assert.Contains("as each silo was started", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_errors_are_told_and_nothing_is_set()
    {
        var result = await RunAsync("set", "--max-master-num=0", "--max-worker-num=1001", "--ip=m9", "--msg_from=a@example.com");

        Assert.Equal((2, 0L), (result.Code, Settings.Settings.Version));
        Assert.Contains("--max-master-num: '0'", result.Error, StringComparison.Ordinal);
        Assert.Contains("--max-worker-num: '1001'", result.Error, StringComparison.Ordinal);
        Assert.Contains("--ip: there is no machine 'm9'. There are: m1", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_to_set_is_a_usage_error_that_lists_what_can_be_set()
    {
        var result = await RunAsync("set");

        Assert.Equal(2, result.Code);
        Assert.Contains(SettingsReader.What, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set", "--msg_to=from@example.com:hunter2")]
    [InlineData("set", "--msg_to=from@example.com:hunter2", "--msg_from=to@example.com")]
    [InlineData("set", "--msg_from", "from@example.com:hunter2")]
    public async Task The_password_of_the_account_arrives_and_is_never_shown(params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal((0, "from@example.com"), (result.Code, Settings.Settings.MailSender));
        Assert.DoesNotContain("hunter2", result.Out + result.Error, StringComparison.Ordinal);
        Assert.Contains("hunter2", Settings.Inputs.Single().MsgTo ?? Settings.Inputs.Single().MsgFrom, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set", "--msg_form=from@example.com:hunter2")]
    [InlineData("set", "--max-master-num=3", "from@example.com:hunter2")]
    [InlineData("set", "--msg_from=from@example.com:hunter2", "--msg_to=to@example.com:hunter2")]
    [InlineData("set", "--msg_from=from:hunter2")]
    [InlineData("set", "--msg_from=from@example.com:hunter2", "--nonsense")]
    public async Task A_mistake_does_not_repeat_the_password(params string[] args)
    {
        var result = await RunAsync(args);

        Assert.Equal(2, result.Code);
        Assert.DoesNotContain("hunter2", result.Out + result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_password_is_read_from_standard_input()
    {
        Input = "hunter2:x \nanother line\n";

        var result = await RunAsync("set", "--msg_from=from@example.com:-", "--max-master-num=2");

        Assert.Equal(0, result.Code);
        Assert.Equal("from@example.com:hunter2:x ", Settings.Inputs.Single().MsgFrom);
        Assert.Equal(2, Settings.Settings.MaxMasters);
    }

    [Fact]
    public async Task The_password_is_typed_without_being_shown()
    {
        Keys = new(
            "hunxx".Select(c => Key(c))
                .Append(Key('\b', ConsoleKey.Backspace))
                .Append(Key('\b', ConsoleKey.Backspace))
                .Concat("ter2".Select(c => Key(c)))
                .Append(Key('\r', ConsoleKey.Enter)));

        var result = await RunAsync("set", "--msg_to=from@example.com:-");

        Assert.Equal("from@example.com:hunter2", Settings.Inputs.Single().MsgTo);
        Assert.Contains("Password of from@example.com: ", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hun", result.Error + result.Out, StringComparison.Ordinal);

        static ConsoleKeyInfo Key(char c, ConsoleKey key = ConsoleKey.None) => new(c, key, false, false, false);
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_password_in_vain()
    {
        Input = "hunter2\n";

        var result = await RunAsync("set", "--msg_from=from@example.com:-", "--max-master-num=0");

        Assert.Equal(2, result.Code);
        Assert.Contains("--max-master-num", result.Error, StringComparison.Ordinal);
        Assert.Empty(Settings.Inputs);
    }

    [Fact]
    public async Task An_empty_password_is_an_error()
    {
        var result = await RunAsync("set", "--msg_from=from@example.com:-");

        Assert.Equal(2, result.Code);
        Assert.Contains("first line of standard input", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_shows_mail_its_server_and_the_last_ones()
    {
        await RunAsync("set", "--msg_to=from@163.com:hunter2", "--msg_from=to@example.com");
        var lost = new Notice { Id = "m", Cause = NoticeCause.MachineLost, At = DateTimeOffset.UnixEpoch, Machine = "m7" };
        Settings.Outbox = OutboxRules.Add(OutboxState.Empty, lost, DateTimeOffset.UnixEpoch);

        var text = await RunAsync("status", "--mail");
        var json = JsonSerializer.Deserialize((await RunAsync("status", "--mail", "--json")).Out, ContractsJson.Default.MailView)!;

        Assert.Equal(0, text.Code);
        Assert.All(
            ["from@163.com", "***", "to@example.com", "smtp.163.com:465, tls", "mails are sent", "waiting", "[OssTransfer] machine m7 is lost"],
            part => Assert.Contains(part, text.Out, StringComparison.Ordinal));
        Assert.Equal(("from@163.com", "***", "to@example.com", true), (json.Sender, json.Password, json.Receiver, json.IsSent));
        Assert.Equal(("mail", "waiting", 0), Assert.Single(json.Messages) is var message ? (message.Channel, message.State, message.Attempts) : default);
    }

    [Theory]
    [InlineData("--smtp-host=a b", "'a b' is no host")]
    [InlineData("--smtp-port=70000", "'70000' is none of 1 to 65535")]
    [InlineData("--smtp-security=ssl", "'ssl' is none of tls, starttls, none")]
    public async Task What_is_no_mail_server_is_refused(string option, string problem)
    {
        var result = await RunAsync("set", option);

        Assert.Equal((2, 0L), (result.Code, Settings.Settings.Version));
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Limits_of_a_job_reach_the_silo_as_they_were_typed()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));

        var result = await RunAsync("set", "--jobID=x", "--max-bandwidth=08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai", "--max-requests=none");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Equal(("x", "max-bandwidth=08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai max-requests=none"), (Jobs.Set[0].JobId, Jobs.Set[0].Settings));
        Assert.Contains('@', Assert.Single(Jobs.Contexts).Who);
    }

    [Fact]
    public async Task Every_error_of_a_jobs_limits_is_shown_with_its_option()
    {
        Jobs.Jobs.Add(FakeJobService.Report("x"));
        Jobs.Refusals.Enqueue(
            new CommandAnswer
            {
                Code = ExitCode.Usage,
                Message = "2 errors",
                Errors = [new(0, "max-bandwidth", "must be bytes"), new(0, "max-requests", "must be requests")],
            });

        var result = await RunAsync("set", "x", "--max-bandwidth=20", "--max-requests=5");

        Assert.Equal(2, result.Code);
        Assert.Contains("osstransfer set: max-bandwidth: must be bytes", result.Error, StringComparison.Ordinal);
        Assert.Contains("osstransfer set: max-requests: must be requests", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("set x", "Nothing was given to set for the job")]
    [InlineData("set --max-requests=5/s", "name it: 'osstransfer set --jobID=JOB")]
    [InlineData("set x --max-requests=5/s --max-worker-num=3", "can't be set in one call")]
    public async Task A_job_and_its_limits_go_together_and_nothing_else_with_them(string typed, string message)
    {
        var result = await RunAsync(typed.Split(' '));

        Assert.Equal(2, result.Code);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Empty(Jobs.Set);
    }
}
