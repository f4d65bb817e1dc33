using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OssTransfer.Silo.Api;

namespace OssTransfer.Silo.Dashboard;

/// <summary>The pages of a silo: for a browser what the API is for programs, over the same services. They do nothing while they are not looked at.</summary>
public static class DashboardServices
{
    // The server keeps the body of an answer to HEAD to itself.
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];
    private static readonly string[] Posts = [HttpMethods.Post];

    /// <summary>Registers what the pages need.</summary>
    public static IServiceCollection AddDashboardPages(this IServiceCollection services) => services
        .AddSingleton<Sessions>()
        .AddSingleton<SignInAttempts>()
        .AddSingleton<PageWriter>()
        .AddSingleton<JobBoard>()
        .AddSingleton<SignInPages>()
        .AddSingleton<JobPages>()
        .AddSingleton<ClusterPages>();

    /// <summary>Guards the pages, which are shown after the sign-in.</summary>
    public static void UseDashboardPages(IApplicationBuilder app) => app.UseMiddleware<PageGuard>();

    /// <summary>Maps every page.</summary>
    public static void MapDashboardPages(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(PageRoutes.Assets + "/{name}", Reads, PageAssets.WriteAsync);
        Map<SignInPages>(routes, Reads, PageRoutes.SignIn, pages => pages.ShowAsync);
        Map<SignInPages>(routes, Posts, PageRoutes.SignIn, pages => pages.SignInAsync);
        Map<SignInPages>(routes, Posts, PageRoutes.SignOut, pages => pages.SignOutAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Home, pages => pages.ListAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}", pages => pages.ShowAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}/failures", pages => pages.FailuresAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}/deletes", pages => pages.DeletesAsync);
        Map<JobPages>(routes, Posts, PageRoutes.Jobs + "/{id}/deletes", pages => pages.ApproveDeletesAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}/explain", pages => pages.ExplainAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}/config", pages => pages.ConfigAsync);
        Map<JobPages>(routes, Posts, PageRoutes.Jobs + "/{id}/limits", pages => pages.SetLimitsAsync);
        Map<JobPages>(routes, Reads, PageRoutes.Jobs + "/{id}/commands/{command}", pages => pages.ConfirmAsync);
        Map<JobPages>(routes, Posts, PageRoutes.Jobs + "/{id}/commands/{command}", pages => pages.CommandAsync);
        Map<ClusterPages>(routes, Reads, PageRoutes.Machines, pages => pages.MachinesAsync);
        Map<ClusterPages>(routes, Reads, PageRoutes.Commands, pages => pages.CommandsAsync);
        Map<ClusterPages>(routes, Reads, PageRoutes.Mail, pages => pages.MailAsync);
        Map<ClusterPages>(routes, Reads, PageRoutes.Settings, pages => pages.SettingsAsync);
        Map<ClusterPages>(routes, Posts, PageRoutes.Settings, pages => pages.SetAsync);
    }

    private static void Map<TPages>(IEndpointRouteBuilder routes, string[] methods, string pattern, Func<TPages, Func<HttpContext, Task>> page)
        where TPages : notnull =>
        routes.MapMethods(pattern, methods, http => ShowAsync(http, page(http.RequestServices.GetRequiredService<TPages>())));

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
            await services.GetRequiredService<PageWriter>().WriteProblemAsync(
                http, "The silo cannot answer", ErrorMiddleware.Describe(e), ErrorMiddleware.Status(e));
        }
    }
}
