using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Grains.Service;
using OssTransfer.Silo.Api;
using OssTransfer.Silo.Dashboard;
using OssTransfer.Storage;

namespace OssTransfer.Silo.Tests.Api;

/// <summary>The API on a real Kestrel at a free port, over a <see cref="FakeJobService"/>.</summary>
public sealed class ApiServer : IAsyncDisposable
{
    public const string Token = "t0ken-for-tests";
    private readonly WebApplication _app;
    private readonly DirectoryInfo _directory;

    private ApiServer(WebApplication app, FakeJobService jobs, DirectoryInfo directory)
    {
        _app = app;
        _directory = directory;
        Jobs = jobs;
        Running = ApiServices.Describe(app.Services.GetRequiredService<IServer>(), "test-silo");
        Client = new HttpClient { BaseAddress = new Uri(Running.Url) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public FakeJobService Jobs { get; }

    public FakeSettingsService Settings => (FakeSettingsService)_app.Services.GetRequiredService<ISettingsService>();

    public FakeReportService Reports => (FakeReportService)_app.Services.GetRequiredService<IReportService>();

    public FakeCommandHistory History => (FakeCommandHistory)_app.Services.GetRequiredService<ICommandHistory>();

    public RunningSilo Running { get; }

    public HttpClient Client { get; }

    public string CommandLog => Path.Combine(_directory.FullName, "logs", "log-commands.txt");

    /// <summary>What it answers to: a method and a pattern, without the dashboard's pages.</summary>
    public IEnumerable<(string Method, string Pattern)> Routes =>
        from endpoint in _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where !PageRoutes.IsPage(endpoint.RoutePattern.RawText!)
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, endpoint.RoutePattern.RawText!);

    public CancellationToken Stopping => _app.Lifetime.ApplicationStopping;

    public static async Task<ApiServer> StartAsync(TimeProvider? time = null)
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-api-");
        var jobs = new FakeJobService();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenForOssTransferApi(IPAddress.Loopback, 0, null));
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IJobService>(jobs);
        builder.Services.AddSingleton<ISettingsService>(new FakeSettingsService());
        builder.Services.AddSingleton<IReportService>(new FakeReportService());
        builder.Services.AddSingleton<ICommandHistory>(new FakeCommandHistory());
        builder.Services.AddOssTransferApi(new ApiOptions("test-silo", new Secret(Token), Path.Combine(directory.FullName, "logs", "log-commands.txt")));
        builder.Services.AddDashboardPages();
        var app = builder.Build();
        app.UseOssTransferApi(DashboardServices.UseDashboardPages);
        app.MapOssTransferApi();
        app.MapDashboardPages();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApiServer(app, jobs, directory);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _directory.Delete(recursive: true);
    }
}
