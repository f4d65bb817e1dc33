using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>Whether a run did what it was measured for.</summary>
internal static class Verdict
{
    /// <summary>The exit code: 0 where all objects were transferred, and the destination holds them.</summary>
    public static int Of(JobView report, int held, int objects)
    {
        if (report.State == "done" && report.Objects.Transferred == objects && report.Objects.Sent == objects && held == objects)
        {
            return 0;
        }

        Console.WriteLine(
            $"NOT COMPLETE: {report.State} {report.Reason}, {report.Objects.Transferred} transferred, {report.Objects.Sent} sent, {held} at the destination");
        return 1;
    }
}
