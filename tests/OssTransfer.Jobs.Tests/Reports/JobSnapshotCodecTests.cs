using System.Text;
using System.Text.Json.Nodes;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Tests.Reports;

/// <summary>In a cluster that is being upgraded a job's master and the silo that shows the job are of two versions.</summary>
public sealed class JobSnapshotCodecTests
{
    /// <summary>What version 1.0 writes and reads, and doesn't look beyond.</summary>
    private const string Kept = """
        {"JobId":"x","State":"running","Reason":"why","Run":3,"Phase":"check","ExitCode":4,
        "Objects":{"Listed":1,"Transferred":2,"Sent":3,"Skipped":4,"Excluded":5,"Gone":6,"NeedsRestore":7,"Conflict":8,"Failed":9},
        "Bytes":{"Listed":10,"Transferred":11,"Sent":12},"ObjectsPerSecond":1.5,"BytesPerSecond":14,"EtaSeconds":15,"ListingComplete":true,"Proofs":{"md5":16},
        "SourceUnproven":17,"Check":{"Objects":18,"Checked":19,"Differences":20,"BytesRead":21},"StartedAt":"2026-01-02T03:04:05+00:00",
        "FinishedAt":"2026-01-02T03:04:06+00:00","NextPassAt":"2026-01-02T03:04:07+00:00",
        "History":[{"Number":2,"StartedAt":"2026-01-01T00:00:00+00:00","FinishedAt":"2026-01-01T00:00:01+00:00","ExitCode":3,"Listed":22,"Transferred":23,"Skipped":24,
        "Failed":25,"BytesTransferred":26}],"StateBytes":27,"SourceMachines":["a"],"DestinationMachines":["b"],"Incarnation":28,
        "NotCarried":{"SpecialFiles":29,"DirectoryLinks":30,"EmptyDirectories":31,"HardLinks":32,"Metadata":33}}
        """;

    [Fact]
    public void Report_of_an_older_silo_is_read_and_written_back_as_it_was()
    {
        var report = JobSnapshotCodec.Decode(Encoding.UTF8.GetBytes(Kept));

        Assert.Equal((ExitCode.Incomplete, 28UL, "a"), (report.View.ExitCode!.Value, report.Incarnation, report.SourceMachines!.Single()));
        Assert.Equal(
            (2, ExitCode.Failures, 26L),
            (report.View.History.Single().Run, report.View.History.Single().ExitCode!.Value, report.View.History.Single().BytesTransferred));
        var written = JsonNode.Parse(JobSnapshotCodec.Encode(report))!;
        written["Objects"]!.AsObject().Remove("CopiedInside");
        written["Bytes"]!.AsObject().Remove("CopiedInside");
        written.AsObject().Remove("SentAtLeast");
        written["Bytes"]!.AsObject().Remove("InFlight");
        foreach (var name in new[] { "Deletes", "Percent", "Phases", "InFlight", "Bottleneck", "Rates", "Failures" })
        {
            Assert.True(written.AsObject().Remove(name));
        }

        written["History"]![0]!.AsObject().Remove("Deleted");
        foreach (var name in new[] { "Missing", "Different", "Unreadable", "Extra" })
        {
            Assert.True(written["Check"]!.AsObject().Remove(name));
        }

        written["NotCarried"]!.AsObject().Remove("FileLinks");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Kept), written), written.ToJsonString());
    }
}
