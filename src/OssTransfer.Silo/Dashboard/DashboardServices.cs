using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard.Pages;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The pages of a silo: for a browser what the API is for programs, over the same services. They do nothing while nobody looks.</summary>
public static class DashboardServices
{
    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddDashboardPages(this IServiceCollection services) => services
        .AddSingleton<Sessions>()
        .AddSingleton<SignInAttempts>()
        .AddSingleton<PageWriter>()
        .AddSingleton<JobBoard>()
        .AddSingleton<SignInPages>()
        .AddSingleton<JobPages>()
        .AddSingleton<ClusterPages>();

    /// <summary>The door of the pages, which opens to who has signed in.</summary>
    public static void UseDashboardPages(IApplicationBuilder app) => app.UseMiddleware<PageGuard>();

    /// <summary>Maps every page.</summary>
    public static void MapDashboardPages(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(PageRoutes.Assets + "/{name}", PageAssets.WriteAsync);
        Map<SignInPages>(routes.MapGet, PageRoutes.SignIn, pages => pages.ShowAsync);
        Map<SignInPages>(routes.MapPost, PageRoutes.SignIn, pages => pages.SignInAsync);
        Map<SignInPages>(routes.MapPost, PageRoutes.SignOut, pages => pages.SignOutAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Home, pages => pages.ListAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}", pages => pages.ShowAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}/failures", pages => pages.FailuresAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}/deletes", pages => pages.DeletesAsync);
        Map<JobPages>(routes.MapPost, PageRoutes.Jobs + "/{id}/deletes", pages => pages.ApproveDeletesAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}/explain", pages => pages.ExplainAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}/config", pages => pages.ConfigAsync);
        Map<JobPages>(routes.MapPost, PageRoutes.Jobs + "/{id}/limits", pages => pages.SetLimitsAsync);
        Map<JobPages>(routes.MapGet, PageRoutes.Jobs + "/{id}/commands/{command}", pages => pages.ConfirmAsync);
        Map<JobPages>(routes.MapPost, PageRoutes.Jobs + "/{id}/commands/{command}", pages => pages.CommandAsync);
        Map<ClusterPages>(routes.MapGet, PageRoutes.Machines, pages => pages.MachinesAsync);
        Map<ClusterPages>(routes.MapGet, PageRoutes.Commands, pages => pages.CommandsAsync);
        Map<ClusterPages>(routes.MapGet, PageRoutes.Mail, pages => pages.MailAsync);
        Map<ClusterPages>(routes.MapGet, PageRoutes.Settings, pages => pages.SettingsAsync);
        Map<ClusterPages>(routes.MapPost, PageRoutes.Settings, pages => pages.SetAsync);
    }

    private static void Map<TPages>(
        Func<string, RequestDelegate, IEndpointConventionBuilder> map, string pattern, Func<TPages, Func<HttpContext, Task>> page)
        where TPages : notnull =>
        map(pattern, http => ShowAsync(http, page(http.RequestServices.GetRequiredService<TPages>())));

    /// <summary>What goes wrong below is said on a page, in the words that the API has for it.</summary>
    private static async Task ShowAsync(HttpContext http, Func<HttpContext, Task> page)
    {
        try
        {
            await page(http);
        }
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException) && !http.Response.HasStarted)
        {
            var services = http.RequestServices;
            ApiLog.RequestFailed(services.GetRequiredService<ILogger<PageWriter>>(), e, http.Request.Method, http.Request.Path);
            await services.GetRequiredService<PageWriter>().WriteAsync<ProblemPage>(
                http,
                "No answer",
                new Dictionary<string, object?>
                {
                    [nameof(ProblemPage.Heading)] = "The silo cannot answer",
                    [nameof(ProblemPage.Message)] = ErrorMiddleware.Describe(e),
                },
                ErrorMiddleware.Status(e));
        }
    }
}
