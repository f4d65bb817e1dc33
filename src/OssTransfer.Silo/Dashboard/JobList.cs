using System.Globalization;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Silo.Dashboard;

/// <summary>One page of the jobs: those at work first, then those that wait for a user.</summary>
public sealed record JobList
{
    /// <summary>Jobs on a page.</summary>
    public const int PageJobs = 50;

    /// <summary>The jobs of this page; without what only the job itself knows where that hasn't answered.</summary>
    public required IReadOnlyList<(ListedJob Job, JobView? View)> Jobs { get; init; }

    /// <summary>How many there are in each state, over all pages, in the order in which they are shown. <see cref="Unknown"/> ones are in none.</summary>
    public required IReadOnlyList<(string State, int Count)> States { get; init; }

    /// <summary>How many have not said yet how they stand.</summary>
    public required int Unknown { get; init; }

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

    /// <summary>How many jobs are in each state.</summary>
    public static IReadOnlyList<(string State, int Count)> StatesOf(JobPage page)
    {
        ArgumentNullException.ThrowIfNull(page);
        return
        [
            .. page.Counts.Index().Where(count => count is { Index: > 0, Item: > 0 }).Select(count => (Status: (JobStatus)count.Index, count.Item))
                .OrderBy(count => count.Status.Rank()).Select(count => (count.Status.ToText(), count.Item)),
        ];
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
}
