using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Tests.Runs;

/// <summary>A proof is named alike wherever it is shown.</summary>
public sealed class ReadBackExplainedTests
{
    [Theory]
    [InlineData("now", "read-back")]
    [InlineData("never", "size")]
    public async Task Object_that_the_check_read_again_is_explained_with_that_proof(string time, string proof)
    {
        await using var bench = await JobBench.StartAsync();
        bench.Write("a", [1, 2, 3]);
        bench.Server.Buckets["target"].Put("a", new byte[] { 1, 2, 3 });

        var job = await bench.RunAsync(bench.DiskJob("job", $"sync-compare: size\ncheck-time: {time}"));
        var explained = await bench.Silo.Services.GetRequiredService<IReportService>()
            .ExplainAsync("job", ObjectKey.From("a"), TestContext.Current.CancellationToken);

        Assert.Equal((1, proof), (job.Objects.Skipped, job.Proofs.Single().Key));
        Assert.Equal(proof, explained!.Passes.Single().Proof);
    }

    [Theory]
    [InlineData(ProofKind.Head, CheckMode.Md5, true, 1, true)]
    [InlineData(ProofKind.Md5, CheckMode.Md5, true, 1, false)]
    [InlineData(ProofKind.Head, CheckMode.Head, true, 1, false)]

    // Both sides were read, and one of the two objects may have changed at the source meanwhile: nobody knows which.
    [InlineData(ProofKind.Head, CheckMode.Md5, false, 1, false)]
    [InlineData(ProofKind.Head, CheckMode.Full, true, 1, false)]
    [InlineData(ProofKind.Size, CheckMode.Full, false, 2, true)]
    public void Only_what_was_certainly_read_counts(ProofKind proof, CheckMode mode, bool hasDigest, int readBack, bool expected)
    {
        var record = new CatalogueRecord(ObjectKey.From("a"), new(3, null, null), "tag", hasDigest ? ContentDigest.Whole(new byte[16]) : null, proof);
        var run = new RunState
        {
            Number = 1,
            StartedAt = DateTimeOffset.UnixEpoch,
            Moved = ShardResult.Empty.Add(ObjectKey.From("a"), OutcomeKind.Skipped, ProofKind.Head, false)
                .Add(ObjectKey.From("b"), OutcomeKind.Skipped, ProofKind.Size, false),
            Check = new() { Shards = 1, Finished = RangeSet.Empty.Add(0), Result = new(2, 0, 6, readBack) },
        };

        Assert.Equal(expected, CheckRules.HasReadBack(new RememberedKey(record, false) { IsFound = true }, new() { Mode = mode }, run));
        Assert.False(CheckRules.HasReadBack(
            new RememberedKey(record, false) { IsFound = true }, new() { Mode = mode }, run with { Check = run.Check with { Finished = RangeSet.Empty } }));
    }
}
