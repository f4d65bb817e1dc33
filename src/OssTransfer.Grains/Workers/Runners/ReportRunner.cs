using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Reading;
using OssTransfer.Grains.Workers.Open;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Progress;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Workers.Runners;

/// <summary>Writes a run's report into the home, as the run is going to end: the report is the last thing that it does.</summary>
internal sealed class ReportRunner(IGrainFactory grains, GrainsOptions options, TimeProvider time)
{
    public async Task<ShardEnd> RunAsync(OpenJob job, JobState state, CancellationToken cancellationToken)
    {
        var folder = new ReportFolder(Path.Combine(options.JobsPath, job.JobId), job.JobId, keepsPasses: true);
        folder.Create();
        var now = time.GetUtcNow();
        var ended = RunEnd.AfterReport(state, JobPolicies.Of(job.Spec), now);
        var view = JobSnapshots.Of(ended, ShardResult.Empty, LiveNumbers.None, KeyMapping.For(job.Spec));
        await new RunReport(grains, state, job.Spec, job.Source.Traits).WriteAsync(folder, view, now, cancellationToken);
        folder.Publish();
        return ShardEnd.Finished;
    }
}
