using System.Diagnostics;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>A job's limits over several silos.</summary>
public sealed class SharedLimitTests
{
    private const double Limit = 8_000_000;
    private const int Bytes = 320 << 20;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Silos_share_a_limit_that_they_never_exceed_together_and_one_alone_has_it_all()
    {
        await using var cluster = await LimitCluster.StartAsync();
        await File.WriteAllBytesAsync(Path.Combine(cluster.Source, "huge"), new byte[Bytes], TestContext.Current.CancellationToken);
        await cluster.AddAsync("max-bandwidth: 8MB/s");

        await UntilAsync(cluster, shares => shares is [Limit]);
        var begun = Stopwatch.StartNew();
        var second = await cluster.JoinAsync();
        await UntilAsync(cluster, shares => shares.Length == 2 && shares.Min() > Limit / 3);
        var third = await cluster.JoinAsync();
        await UntilAsync(cluster, shares => shares.Length == 3 && shares.Min() > Limit / 4);
        var moved = await FirstMovedAsync(cluster);

        // What was in hand when the clock was started, and part buffers that are read faster than they are sent, stand above the limit.
        Assert.True(moved <= (Limit * begun.Elapsed.TotalSeconds) + (32 << 20), $"{moved} bytes in {begun.Elapsed}");
        await cluster.LeaveAsync(second);
        await cluster.LeaveAsync(third);
        await UntilAsync(cluster, shares => shares is [Limit]);

        await cluster.SetAsync("max-bandwidth", "4MB/s");
        await UntilAsync(cluster, shares => shares is [Limit / 2]);
        await cluster.SetAsync("max-bandwidth", "0");
        await UntilAsync(cluster, shares => shares is [double.PositiveInfinity], isLimited: false);

        var report = await cluster.ReportAsync();
        while (report.State is not ("done" or "failed" or "paused"))
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            report = await cluster.ReportAsync();
        }

        Assert.Equal(("done", 1), (report.State, report.Objects.Transferred));
        Assert.Equal(Bytes, cluster.Server.Buckets["target"]["huge"]!.ToArray().Length);
    }

    /// <summary>Bytes that stand at the destination, once a first part does.</summary>
    private static async Task<double> FirstMovedAsync(LimitCluster cluster)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var parts = cluster.Server.Buckets["target"].Uploads.Sum(upload => upload.Parts.Count);
            if (parts > 0)
            {
                return parts * (16.0 * (1 << 20));
            }

            Assert.True(waited.Elapsed < Timeout, "no part has arrived");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Looks again and again at what the silos keep to; it never is more than the limit.</summary>
    private static async Task UntilAsync(LimitCluster cluster, Func<double[], bool> wanted, bool isLimited = true)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var shares = cluster.Shares();

            // The silos are not read at one moment: what was given from one to the other between two readings is not there twice in the next ones.
            Assert.False(isLimited && shares.Sum() > Limit * 1.0001 && cluster.Shares().Sum() > Limit * 1.0001, string.Join(' ', shares));
            if (wanted(shares))
            {
                return;
            }

            Assert.True(waited.Elapsed < Timeout, $"shares are {string.Join(' ', shares)}");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
