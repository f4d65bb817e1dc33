using OssTransfer.Contracts.Jobs;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Views;

/// <summary>Shows jobs again and again: redrawn in place on a terminal, otherwise when something changes or time has passed.</summary>
/// <param name="shell">Where to.</param>
/// <param name="stats">Asked for instead of redrawing; null: nothing was.</param>
internal sealed class LiveView(Shell shell, StatsOptions? stats = null)
{
    private readonly Dictionary<string, (string State, long At)> _said = [];
    private bool _saidNone;

    /// <summary>Runs <paramref name="work"/>, which calls its argument with what there is to show.</summary>
    public Task RunAsync(Func<Action<IReadOnlyList<JobView>>, Task> work) => shell.Window() is not null && stats is null
        ? Redrawn.RunAsync(shell, draw => work(jobs => draw(JobsView.Drawn(shell, jobs, jobs.Count))))
        : work(Say);

    private void Say(IReadOnlyList<JobView> jobs)
    {
        if (jobs.Count == 0 && !_saidNone)
        {
            shell.Out.WriteLine("There are no jobs.");
        }

        _saidNone = jobs.Count == 0;
        var (every, isOneLine) = stats ?? StatsOptions.Usual;
        foreach (var job in JobsView.InOrder(jobs))
        {
            var state = $"{job.State}/{job.Phase}/{job.Run}";
            if (!_said.TryGetValue(job.JobId, out var last) || last.State != state || shell.Time.GetElapsedTime(last.At) >= every)
            {
                _said[job.JobId] = (state, shell.Time.GetTimestamp());
                foreach (var line in isOneLine
                    ? [VisibleText.OfLine(JobText.Line(job, shell.Texts))]
                    : Tables.Details(job, shell.Texts, shell.Window()?.Columns).Append(""))
                {
                    shell.Out.WriteLine(line);
                }
            }
        }
    }
}
