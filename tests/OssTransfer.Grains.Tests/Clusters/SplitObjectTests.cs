using OssTransfer.Contracts;
using OssTransfer.LoopbackS3;

namespace OssTransfer.Grains.Tests.Clusters;

/// <summary>One object so large that several silos move its parts.</summary>
public sealed class SplitObjectTests
{
    private const int Mib = 1 << 20;
    private static readonly byte[] Content = Enumerable.Range(0, (192 * Mib) + 7).Select(i => (byte)(i * 7 / 5)).ToArray();

    [Fact]
    public async Task Its_parts_are_moved_by_all_silos_and_it_arrives_once()
    {
        await using var bench = await ClusterBench.StartAsync(3, options => options with { MaxWorkers = 1, SplitBytes = 64 * Mib, PartShardBytes = 32 * Mib });
        var source = Directory.CreateTempSubdirectory("osstransfer-huge-");
        await File.WriteAllBytesAsync(Path.Combine(source.FullName, "object"), Content, TestContext.Current.CancellationToken);
        var slow = new Fault { Kind = FaultKind.Slow, Operations = [S3Operation.UploadPart], Delay = TimeSpan.FromSeconds(1), Times = null };
        bench.Server.Faults.Add(slow);

        await bench.AddAsync("huge", source);
        await ClusterBench.UntilAsync(() => bench.Silos.All(silo => ClusterBench.Held(silo, "huge") > 0));
        bench.Server.Faults.Remove(slow);
        var report = await bench.EndAsync("huge");

        Assert.Equal(("done", (ExitCode?)ExitCode.Done, 1L), (report.State, report.ExitCode, report.Objects.Transferred));
        Assert.Equal(Content, bench.Server.Buckets["target"]["huge/object"]!.ToArray());
        Assert.Equal(
            (1L, 1L), (bench.Server.Requests.Count(S3Operation.CreateMultipartUpload), bench.Server.Requests.Count(S3Operation.CompleteMultipartUpload)));
        Assert.Equal(13, bench.Server.Requests.Count(S3Operation.UploadPart));
        source.Delete(recursive: true);
    }
}
