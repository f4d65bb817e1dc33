using System.Text.Json;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class LogCommandTests : CliFixture
{
    [Fact]
    public async Task Commands_are_shown_with_who_where_what_and_result()
    {
        Jobs.Jobs.Add(FakeJobService.Report("photos"));
        Jobs.Jobs.Add(FakeJobService.Report("videos"));
        await RunAsync("pause", "photos", "--no-wait");
        await RunAsync("pause", "videos", "--no-wait");

        var all = await RunAsync("log");
        var ofJob = await RunAsync("log", "--jobID=photos");
        using var last = JsonDocument.Parse((await RunAsync("log", "--last=1", "--json")).Out);

        Assert.Equal((0, ""), (all.Code, all.Error));
        var lines = all.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, lines.Length);
        Assert.Equal(["TIME", "WHO", "FROM", "MACHINE", "COMMAND", "JOB", "CODE", "NOTE"], lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches($@"^\d{{4}}-\d\d-\d\d .* {Environment.UserName}@{Environment.MachineName} +127\.0\.0\.1 +test-silo +pause +photos +0 +pause 'photos'", lines[1]);
        Assert.DoesNotContain("videos", ofJob.Out, StringComparison.Ordinal);
        Assert.Equal("videos", Assert.Single(last.RootElement.EnumerateArray()).GetProperty("jobId").GetString());
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    public async Task Number_out_of_range_is_2(string last)
    {
        var result = await RunAsync("log", "--last", last);

        Assert.Equal(2, result.Code);
        Assert.Contains($"--last: '{last}' is not allowed; a number from 1 to 1000", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Empty_log_is_said()
    {
        var result = await RunAsync("log");

        Assert.Equal((0, "", "No command is in the log.\n"), (result.Code, result.Out, result.Error));
    }
}
