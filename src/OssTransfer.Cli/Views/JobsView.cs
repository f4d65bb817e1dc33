using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Cli.Views;

/// <summary>Many jobs in a terminal: those at work first, as many as there is room for, and how many are hidden.</summary>
internal static class JobsView
{
    /// <summary>More than a terminal shows of them, whatever it is.</summary>
    public static int MostIn(Shell shell) => shell.Window() is { } window ? Math.Max(1, window.Lines) : int.MaxValue;

    /// <summary>In the order in which lists have them.</summary>
    public static IEnumerable<JobView> InOrder(IEnumerable<JobView> jobs) =>
        jobs.OrderBy(job => (JobStatusFacts.FromText(job.State) ?? JobStatus.None).Rank());

    /// <summary>What is printed once.</summary>
    /// <param name="shell">Where to.</param>
    /// <param name="jobs">The first of them, or all.</param>
    /// <param name="all">How many there are.</param>
    public static IReadOnlyList<string> Printed(Shell shell, IReadOnlyList<JobView> jobs, int all) => Redrawn.Fitting(
        shell,
        TableOf(shell, jobs),
        all - jobs.Count,
        hidden => shell.Line($"and {Figures.Count(hidden)} more, for which there is no room; {Advice.Of("status")} shows them all where it is piped"));

    /// <summary>What is drawn again and again; one job alone is shown with all that is known of it.</summary>
    public static IReadOnlyList<string> Drawn(Shell shell, IReadOnlyList<JobView> jobs, int all) => jobs is [var job] && all == 1
        ? Tables.Details(shell.Advice.In(job), shell.Texts, shell.Window()?.Columns)
        : Redrawn.Fitting(shell, TableOf(shell, jobs), all - jobs.Count, hidden => Redrawn.NoRoom(shell, hidden));

    private static TableText TableOf(Shell shell, IReadOnlyList<JobView> jobs) => Tables.Jobs(InOrder(jobs).Select(shell.Advice.In), shell.Texts);
}
