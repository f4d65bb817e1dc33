using OssTransfer.Contracts;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>The sealing key is gone: the secrets must be entered again, everything else is kept.</summary>
public sealed class LostKeyTests
{
    [Fact]
    public async Task A_job_pauses_and_goes_on_with_its_progress_once_its_secrets_are_entered_again()
    {
        await using var bench = await JobBench.StartAsync();
        for (var i = 0; i < 400; i++)
        {
            bench.Write($"f{i:d3}", BitConverter.GetBytes(i));
        }

        bench.Server.Faults.Add(Fault.ExpiredCredentials() with { Operations = [S3Operation.PutObject], Skip = 200 });
        var job = bench.DiskJob("lost");
        await bench.RunAsync(job);
        bench.Server.Faults.Clear();
        await LoseKeyAsync(bench);

        await bench.CommandAsync("lost", "continue");
        var paused = await bench.UntilAsync("lost", report => report.State == "paused");
        var masked = await bench.EditAsync("lost", (await bench.Jobs.LookAsync("lost", TestContext.Current.CancellationToken))!);
        var edited = await bench.EditAsync("lost", job);
        await bench.CommandAsync("lost", "continue");
        var done = await bench.EndAsync("lost");

        Assert.Equal(ExitCode.Stopped, paused.ExitCode);
        Assert.Contains("enter the secret again; fix it, then 'osstransfer edit ", paused.Reason, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Usage, masked.Code);
        Assert.Equal("des-secretkey", Assert.Single(masked.Errors).Key);
        Assert.Contains(masked.Notes, note => note.Contains("Restore the key file", StringComparison.Ordinal));
        Assert.Equal(ExitCode.Done, edited.Code);
        Assert.Equal(("done", 1, 400L), (done.State, done.Run, done.Objects.Transferred + done.Objects.Skipped));
        Assert.Equal(400, bench.Server.Requests.Of(S3Operation.PutObject).Where(put => put.Status == 200).Select(put => put.Key).Distinct().Count());
    }

    [Fact]
    public async Task Other_jobs_are_added_and_this_one_is_removed_without_its_secrets()
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("f", [1]);
        await bench.RunAsync(bench.DiskJob("lost"));
        await LoseKeyAsync(bench);

        var added = await bench.Jobs.AddAsync(
            new() { Config = bench.DiskJob("other", "des-prefix: elsewhere"), TimeZone = "UTC" },
            new(Guid.NewGuid().ToString("N"), "test"),
            TestContext.Current.CancellationToken);
        var failures = await bench.FailuresAsync("lost");
        var removed = await bench.CommandAsync("lost", "rm");

        // The whole bucket is the other job's place: that is what is said, not that its secrets can't be read.
        Assert.Contains("lost writes to the same place", added.Message, StringComparison.Ordinal);
        Assert.Empty(failures);
        Assert.Equal(ExitCode.Done, removed.Code);
    }

    private static async Task LoseKeyAsync(JobBench bench)
    {
        await bench.Silo.StopAsync();
        File.Delete(bench.Silo.Home.SealingKeyPath);
        await bench.Silo.StartAgainAsync(TestContext.Current.CancellationToken);
    }
}
