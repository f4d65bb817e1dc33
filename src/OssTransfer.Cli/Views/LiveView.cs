using OssTransfer.Contracts.Jobs;
using OssTransfer.Storage;
using Spectre.Console;

namespace OssTransfer.Cli.Views;

/// <summary>Shows jobs again and again: redrawn in place on a terminal, otherwise a plain line when something changes or time has passed.</summary>
internal sealed class LiveView(Shell shell)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (string State, long At)> _said = [];
    private bool _saidNone;

    /// <summary>Runs <paramref name="work"/>, which calls its argument with what there is to show.</summary>
    public Task RunAsync(Func<Action<IReadOnlyList<JobView>>, Task> work) => shell.IsTerminal
        ? Tables.Console(shell).Live(Tables.Jobs([], shell.Texts)).StartAsync(context => work(jobs =>
        {
            context.UpdateTarget(Render(jobs));
            context.Refresh();
        }))
        : work(Say);

    private Table Render(IReadOnlyList<JobView> jobs) =>
        jobs.Count == 1 ? Tables.Details(jobs[0], shell.Texts) : Tables.Jobs(jobs, shell.Texts);

    private void Say(IReadOnlyList<JobView> jobs)
    {
        if (jobs.Count == 0 && !_saidNone)
        {
            shell.Out.WriteLine("There are no jobs.");
        }

        _saidNone = jobs.Count == 0;
        foreach (var job in jobs)
        {
            var state = $"{job.State}/{job.Phase}/{job.Run}";
            if (!_said.TryGetValue(job.JobId, out var last) || last.State != state || shell.Time.GetElapsedTime(last.At) >= Quiet)
            {
                _said[job.JobId] = (state, shell.Time.GetTimestamp());
                shell.Out.WriteLine(VisibleText.OfLine(JobText.Line(job, shell.Texts)));
            }
        }
    }
}
