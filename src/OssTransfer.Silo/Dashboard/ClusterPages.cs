using System.Globalization;
using Microsoft.AspNetCore.Http;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Settings;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Grains.Service;
using OssTransfer.Jobs.CommandLog;
using OssTransfer.Jobs.Settings;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard.Pages;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Pages about what all jobs share.</summary>
internal sealed class ClusterPages(IJobService jobs, ISettingsService settings, ICommandHistory history, CommandLog log, PageWriter pages)
{
    // What takes a setting back.
    private const string Default = "default";

    public async Task MachinesAsync(HttpContext http) => await pages.WriteAsync<MachinesPage>(http, "Machines", new Dictionary<string, object?>
    {
        [nameof(MachinesPage.Machines)] = new PageSlice<MachineView>(
            [.. (await jobs.MachinesAsync(http.RequestAborted)).Select(ReportViews.From)], NumberOf(http)),
    });

    public async Task CommandsAsync(HttpContext http) => await pages.WriteAsync<CommandsPage>(http, "Commands", new Dictionary<string, object?>
    {
        [nameof(CommandsPage.Commands)] = new PageSlice<LoggedCommand>(
            [.. (await history.LastAsync(CommandRing.Kept, null, http.RequestAborted)).Reverse()], NumberOf(http)),
    });

    public async Task MailAsync(HttpContext http) => await pages.WriteAsync<MailPage>(
        http, "Mail", new Dictionary<string, object?> { [nameof(MailPage.Mail)] = await settings.MailAsync(http.RequestAborted) });

    public Task SettingsAsync(HttpContext http) => WriteSettingsAsync(http, [], StatusCodes.Status200OK);

    public async Task SetAsync(HttpContext http)
    {
        var request = new SetRequest
        {
            MaxMasterNum = ValueOf(http, "masters"),
            MaxWorkerNum = ValueOf(http, "workers"),
            Command = new() { Who = JobPages.Who, Language = PageLanguage.Of(http) },
        };
        var answer = await settings.SetAsync(request, http.RequestAborted);
        var problems = answer.Errors.Select(wrong => wrong.ToString()).ToList();
        await log.WriteAsync(http, CommandContexts.From(request.Command), "set", null, new() { Code = answer.Code, Message = answer.Line });
        if (problems.Count > 0)
        {
            await WriteSettingsAsync(http, [answer.Message, .. problems], StatusCodes.Status400BadRequest);
            return;
        }

        http.Features.Get<Session>()?.SetNotice(answer.Message);
        SeeOther.Go(http, PageRoutes.Settings);
    }

    private static int NumberOf(HttpContext http) =>
        int.TryParse(http.Request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1;

    private static string ValueOf(HttpContext http, string name) => http.Request.Form[name].ToString().Trim() is { Length: > 0 } value ? value : Default;

    private async Task WriteSettingsAsync(HttpContext http, IReadOnlyList<string> problems, int status) => await pages.WriteAsync<SettingsPage>(
        http,
        "Settings",
        new Dictionary<string, object?>
        {
            [nameof(SettingsPage.Settings)] = SettingsText.View(await settings.ReadAsync(http.RequestAborted)),
            [nameof(SettingsPage.Problems)] = problems,
        },
        status);
}
