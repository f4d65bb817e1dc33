using System.Globalization;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Shards;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard.Pages;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Pages about jobs, over what the API's model says of them.</summary>
internal sealed class JobPages(IJobService jobs, IReportService reports, JobBoard board, CommandLog log, PageWriter pages)
{
    public async Task ListAsync(HttpContext http)
    {
        var query = http.Request.Query;
        await pages.WriteAsync<JobsPage>(http, "Jobs", new Dictionary<string, object?>
        {
            [nameof(JobsPage.List)] = await board.ListAsync(query["state"], query["q"], NumberIn(query["page"], 1), http.RequestAborted),
        });
    }

    public Task ShowAsync(HttpContext http) => OfJobAsync(http, async job => await pages.WriteAsync<JobPage>(http, job.JobId, new Dictionary<string, object?>
    {
        [nameof(JobPage.Job)] = job,
        [nameof(JobPage.Map)] = await jobs.ShardsAsync(job.JobId, http.RequestAborted),
    }));

    public Task ConfigAsync(HttpContext http) => WriteConfigAsync(http, null, StatusCodes.Status200OK);

    /// <summary>Changes limits, as the API does. What was left empty stays.</summary>
    public async Task SetLimitsAsync(HttpContext http)
    {
        var settings = Limits.Select(name => KeyValuePair.Create(name, http.Request.Form[name].ToString().Trim()))
            .Where(setting => setting.Value.Length > 0)
            .ToDictionary();
        if (settings.Count == 0)
        {
            SeeOther.Go(http, PageRoutes.Config(JobIn(http)));
            return;
        }

        var (answer, problem) = await GiveAsync(
            http, "set", context => jobs.SetAsync(JobIn(http), settings, TimeZoneInfo.Local.Id, context, http.RequestAborted));
        if (answer is { IsDone: true })
        {
            Go(http, PageRoutes.Config(JobIn(http)), answer.Message);
            return;
        }

        problem ??= string.Join("; ", answer!.Errors.Select(wrong => wrong.ToString()).Prepend(answer.Message));
        await WriteConfigAsync(http, problem, StatusCodes.Status400BadRequest);
    }

    public Task FailuresAsync(HttpContext http) => WriteLinesAsync(http, areDeletes: false);

    public Task DeletesAsync(HttpContext http) => WriteLinesAsync(http, areDeletes: true);

    /// <summary>Approves the number that the page showed.</summary>
    public async Task ApproveDeletesAsync(HttpContext http)
    {
        var count = NumberIn(http.Request.Form["count"], 0);
        var (answer, problem) = await GiveAsync(
            http, "deletes --approve", context => jobs.ApproveDeletesAsync(JobIn(http), count, context, http.RequestAborted));
        Go(http, answer is { IsDone: true } ? PageRoutes.Job(JobIn(http)) : PageRoutes.Deletes(JobIn(http)), answer?.Message ?? problem!);
    }

    private Task WriteLinesAsync(HttpContext http, bool areDeletes) => OfJobAsync(http, async job =>
    {
        var asked = http.Request.Query;
        var reason = asked["reason"].ToString() is { Length: > 0 } named && FailureReasons.All.Contains(named) ? named : null;
        var query = new FailureQuery(FailuresPage.PageLines)
        {
            After = asked["after"].ToString() is { Length: > 0 } after ? after : null, Reason = reason, AreDeletes = areDeletes,
        };
        var page = await jobs.FailuresAsync(job.JobId, query, http.RequestAborted);
        var from = query.After is null ? 0 : NumberIn(asked["from"], 0);
        if (page is { IsLost: true })
        {
            // Another run has begun: the list begins again, too.
            (page, from) = (await jobs.FailuresAsync(job.JobId, query with { After = null }, http.RequestAborted), 0);
        }

        await pages.WriteAsync<FailuresPage>(http, job.JobId, new Dictionary<string, object?>
        {
            [nameof(FailuresPage.Job)] = job,
            [nameof(FailuresPage.Failures)] = (page?.Lines ?? []).Select(ReportViews.From).ToList(),
            [nameof(FailuresPage.From)] = from,
            [nameof(FailuresPage.Next)] = page?.Next,
            [nameof(FailuresPage.Reason)] = reason,
            [nameof(FailuresPage.AreDeletes)] = areDeletes,
            [nameof(FailuresPage.CommandId)] = Guid.NewGuid().ToString("N"),
        });
    });

    public Task ExplainAsync(HttpContext http) => OfJobAsync(http, async job =>
    {
        var query = http.Request.Query;
        var key = KeyHex.Parse(query["key"]) ?? (query["name"].ToString() is { Length: > 0 } name ? ObjectKey.From(name) : null);
        var explained = key is { } asked ? await reports.ExplainAsync(job.JobId, asked, http.RequestAborted) : null;
        await pages.WriteAsync<ExplainPage>(
            http, job.JobId, new Dictionary<string, object?> { [nameof(ExplainPage.Job)] = job, [nameof(ExplainPage.Explained)] = explained });
    });

    /// <summary>Asks whether the command is meant, or says why it would be refused.</summary>
    public Task ConfirmAsync(HttpContext http) => OfJobAsync(http, job => JobActions.Find(CommandIn(http)) is not { } action
        ? pages.WriteNothingAsync(http)
        : JobActions.Refusal(job, action) is { } refusal
            ? pages.WriteProblemAsync(http, "Nothing was done", refusal, StatusCodes.Status409Conflict)
            : pages.WriteAsync<ConfirmPage>(http, job.JobId, new Dictionary<string, object?>
            {
                [nameof(ConfirmPage.Job)] = job,
                [nameof(ConfirmPage.Action)] = action,
                [nameof(ConfirmPage.CommandId)] = Guid.NewGuid().ToString("N"),
            }));

    /// <summary>Gives the command, as the API does.</summary>
    public async Task CommandAsync(HttpContext http)
    {
        if (JobActions.Find(CommandIn(http)) is not { } action)
        {
            await pages.WriteNothingAsync(http);
            return;
        }

        var (answer, problem) = await GiveAsync(
            http, action.Name, context => jobs.CommandAsync(JobIn(http), action.Name, context, http.RequestAborted));
        if (answer is null)
        {
            await pages.WriteProblemAsync(http, "Nothing was done", problem!, StatusCodes.Status400BadRequest);
            return;
        }

        Go(http, answer.IsDone && action.Command == JobCommand.Remove ? PageRoutes.Home : PageRoutes.Job(JobIn(http)), answer.Message);
    }

    /// <summary>Who gives the commands of pages, for the log: the address is beside it.</summary>
    internal const string Who = "dashboard";

    private static readonly string[] Limits = ["max-bandwidth", "max-requests"];

    private static int NumberIn(string? text, int otherwise) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private static string JobIn(HttpContext http) => (string)http.Request.RouteValues["id"]!;

    private static string CommandIn(HttpContext http) => (string)http.Request.RouteValues["command"]!;

    private static void Go(HttpContext http, string url, string notice)
    {
        http.Features.Get<Session>()?.SetNotice(notice);
        SeeOther.Go(http, url);
    }

    /// <summary>Gives a command and writes it down. No answer: it was not given, and why.</summary>
    private async Task<(CommandAnswer? Answer, string? Problem)> GiveAsync(HttpContext http, string command, Func<CommandContext, Task<CommandAnswer>> give)
    {
        var id = http.Request.Form["id"].ToString();
        var request = new CommandRequest { Id = id.Length > 0 ? id : null, Who = Who, Language = PageLanguage.Of(http) };
        if (CommandContexts.Problem(request) is { } problem)
        {
            return (null, problem);
        }

        var context = CommandContexts.From(request);
        var answer = await give(context);
        await log.WriteAsync(http, context, command, JobIn(http), answer);
        board.Forget();
        return (answer, null);
    }

    private Task WriteConfigAsync(HttpContext http, string? problem, int status) => OfJobAsync(http, async job => await pages.WriteAsync<ConfigPage>(
        http,
        job.JobId,
        new Dictionary<string, object?>
        {
            [nameof(ConfigPage.Job)] = job,
            [nameof(ConfigPage.Config)] = await jobs.LookAsync(job.JobId, http.RequestAborted) ?? "",
            [nameof(ConfigPage.CommandId)] = Guid.NewGuid().ToString("N"),
            [nameof(ConfigPage.Problem)] = problem,
        },
        status));

    private async Task OfJobAsync(HttpContext http, Func<JobView, Task> show)
    {
        var jobId = JobIn(http);
        if (await jobs.StatusAsync(jobId, http.RequestAborted) is { } job)
        {
            await show(job);
        }
        else
        {
            await pages.WriteProblemAsync(http, "No such job", $"There is no job '{jobId}'.", StatusCodes.Status404NotFound);
        }
    }
}
