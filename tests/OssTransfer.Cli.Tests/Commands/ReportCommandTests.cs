using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Reports;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Cli.Tests.Commands;

public sealed class ReportCommandTests : CliFixture
{
    private string Out => Path.Combine(Directory, "report");

    [Fact]
    public async Task Report_is_saved_as_it_came_and_its_directory_is_made()
    {
        var large = Enumerable.Range(0, 1 << 20).Select(i => (byte)(i * 7)).ToArray();
        Give(("任务-transfer-error-list.txt", large), ("job.cfg", "\r\n--not-a-boundary\r\n"u8.ToArray()));

        var said = await RunAsync("report", "任务", "--out", "report");

        Assert.Equal(0, said.Code);
        Assert.Equal(large, await File.ReadAllBytesAsync(Path.Combine(Out, "任务-transfer-error-list.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("\r\n--not-a-boundary\r\n", await File.ReadAllTextAsync(Path.Combine(Out, "job.cfg"), TestContext.Current.CancellationToken));
        Assert.Contains($"lies in {Out}", said.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_that_breaks_off_leaves_the_earlier_one_as_it_was()
    {
        Give(("任务-transfer-error-list.txt", "old"u8.ToArray()));
        await RunAsync("report", "任务", "--out", "report");
        var before = Contents();
        Server.Reports.Files.Clear();
        Give(("job.cfg", "new"u8.ToArray()), ("任务-transfer-error-list.txt", null));

        var said = await RunAsync("report", "任务", "--out", "report");

        Assert.Equal(1, said.Code);
        Assert.Contains("broke off", said.Error, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    [Fact]
    public async Task File_that_no_report_has_is_not_written()
    {
        Give(("../evil", "x"u8.ToArray()));

        var said = await RunAsync("report", "任务", "--out", "report");

        Assert.Equal(7, said.Code);
        Assert.False(File.Exists(Path.Combine(Directory, "evil")));
    }

    [Theory]
    [InlineData("a\\tb", "a\tb")]
    [InlineData("a\\b", "a\\b")]
    [InlineData("a\\\\b", "a\\b")]
    [InlineData("中文", "中文")]
    public async Task Keys_are_taken_as_lists_write_them(string typed, string key)
    {
        await RunAsync("explain", "x", typed);
        await RunAsync("explain", "--jobID=x", typed);

        Assert.Equal([("x", key), ("x", key)], Server.Reports.Asked.Select(asked => (asked.JobId, asked.Key.ToString())));
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "x")]
    [InlineData("explain", "x", "y", "--jobID=z")]
    [InlineData("report", "x")]
    public async Task What_is_missing_is_named(params string[] line) => Assert.Equal(2, (await RunAsync(line)).Code);

    private void Give(params (string Name, byte[]? Content)[] files)
    {
        Server.Reports.Files.AddRange(files);
        var summary = ReportSummaries.Of(FakeJobService.Report("任务", "done", 1, 0), JobKind.Transfer, [], DateTimeOffset.UnixEpoch);
        Server.Reports.Files.Add(
            (ReportNames.Summary, System.Text.Encoding.UTF8.GetBytes(ReadableJson.Page(summary, ContractsJson.Default.ReportSummary))));
    }

    private Dictionary<string, string> Contents() =>
        System.IO.Directory.GetFiles(Out).ToDictionary(path => path, File.ReadAllText);
}
