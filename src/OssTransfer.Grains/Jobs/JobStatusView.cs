using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;

namespace OssTransfer.Grains.Jobs;

/// <summary>Shows a job as a user sees it: its state, what is under way in its shards, and which machines may work on it.</summary>
internal sealed class JobStatusView(JobKeeper keeper, JobSpecs specs, JobMaster master, JobEnvironment environment)
{
    /// <summary>The job as it is now; null where there is none.</summary>
    public async Task<JobSnapshot?> ShowAsync()
    {
        await master.Partial.RefreshAsync();
        if (keeper.Shown is not { } state)
        {
            return null;
        }

        var view = JobSnapshots.Of(state, master.Partial.Sum, master.Live.NumbersOf(state), KeyMapping.For(specs.Spec));
        if (view.Percent is { } percent)
        {
            keeper.RememberPercent(state, percent);
        }

        view = view with
        {
            Reason = view.Reason ?? (state.Status == JobStatus.Running ? master.Live.WaitsText : null) ?? state.UploadsLeft ?? Warning(state),
        };
        return WithMachines(new(view, state.Incarnation), state);
    }

    private string? Warning(JobState state) => state.Status == JobStatus.Waiting ? PassLoad.Warning(state, specs.Spec) : null;

    /// <summary>Which machines may work on what comes next, where there is something to do and not all may.</summary>
    private JobSnapshot WithMachines(JobSnapshot report, JobState state)
    {
        var hasWork = state.Status is JobStatus.Ready or JobStatus.Running or JobStatus.Stopping or JobStatus.Removing;
        if (environment.Options.IsAlone || !hasWork || state.Run?.Phase == RunPhase.Report)
        {
            return report;
        }

        var machines = JobMachines.Of(specs.Spec, state.AddedOn);
        return report with
        {
            SourceMachines = state.Status is JobStatus.Ready or JobStatus.Running ? machines.Source.Shown : null,
            DestinationMachines = machines.Destination.Shown,
        };
    }
}
