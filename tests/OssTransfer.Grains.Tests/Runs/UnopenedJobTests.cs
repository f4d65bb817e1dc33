using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>A job that a machine can't open: something that its configuration names isn't there.</summary>
public sealed class UnopenedJobTests
{
    [Fact]
    public async Task It_pauses_with_the_reason_and_can_be_removed()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("file", [1]);
        var add = new AddJobRequest
        {
            Config = bench.DiskJob("unopened", "des-ca-file: /nowhere/ca.pem"),
            TimeZone = "UTC",
            SkipCheck = true,
            Confirmed = true,
        };
        await bench.Jobs.AddAsync(add, new(Guid.NewGuid().ToString("N"), "test"), TestContext.Current.CancellationToken);

        var paused = await bench.UntilAsync("unopened", report => report.State == "paused");
        var removed = await bench.CommandAsync("unopened", "rm");

        Assert.Contains("can't open the job", paused.Reason, StringComparison.Ordinal);
        Assert.Contains("/nowhere/ca.pem", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, removed.Code);
    }
}
