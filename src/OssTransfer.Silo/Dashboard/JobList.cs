using System.Globalization;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Silo.Dashboard;

/// <summary>One page of the jobs: those at work first, then those that wait for somebody to look at them.</summary>
public sealed record JobList
{
    /// <summary>Jobs on a page.</summary>
    public const int PageJobs = 50;

    private static readonly string[] Order =
        ["running", "pausing", "stopping", "removing", "ready", "failed", "paused", "waiting", "done"];

    /// <summary>The jobs of this page.</summary>
    public required IReadOnlyList<JobView> Jobs { get; init; }

    /// <summary>How many there are in each state, over all pages, in the order in which they are shown.</summary>
    public required IReadOnlyList<(string State, int Count)> States { get; init; }

    /// <summary>All jobs.</summary>
    public required int All { get; init; }

    /// <summary>Those that were asked for.</summary>
    public required int Found { get; init; }

    /// <summary>This page, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The last one.</summary>
    public int Last => Math.Max(1, (Found + PageJobs - 1) / PageJobs);

    /// <summary>Only those in this state; null: all.</summary>
    public string? State { get; init; }

    /// <summary>Only those with this in their name; null: all.</summary>
    public string? Search { get; init; }

    /// <summary>Cuts the page out.</summary>
    public static JobList Of(IReadOnlyList<JobView> jobs, string? state, string? search, int number)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        search = string.IsNullOrWhiteSpace(search) ? null : search.Trim();
        state = string.IsNullOrEmpty(state) ? null : state;
        var found = jobs.Select((job, index) => (Job: job, Index: index))
            .Where(row => (state is null || row.Job.State == state) && (search is null || row.Job.JobId.Contains(search, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(row => RankOf(row.Job.State))
            .ThenByDescending(row => row.Index)
            .Select(row => row.Job)
            .ToList();
        var list = new JobList
        {
            Jobs = [],
            States = [.. jobs.GroupBy(job => job.State).OrderBy(group => RankOf(group.Key)).Select(group => (group.Key, group.Count()))],
            All = jobs.Count,
            Found = found.Count,
            Number = 1,
            State = state,
            Search = search,
        };
        var shown = Math.Clamp(number, 1, list.Last);
        return list with { Number = shown, Jobs = [.. found.Skip((shown - 1) * PageJobs).Take(PageJobs)] };
    }

    /// <summary>The address of a page like this one.</summary>
    public string Url(string? state, int number)
    {
        string?[] pairs =
        [
            state is null ? null : "state=" + Uri.EscapeDataString(state),
            Search is null ? null : "q=" + Uri.EscapeDataString(Search),
            number == 1 ? null : string.Create(CultureInfo.InvariantCulture, $"page={number}"),
        ];
        var query = string.Join('&', pairs.Where(pair => pair is not null));
        return query.Length == 0 ? PageRoutes.Home : $"{PageRoutes.Home}?{query}";
    }

    private static int RankOf(string state) => Array.IndexOf(Order, state) is >= 0 and var rank ? rank : Order.Length;
}
