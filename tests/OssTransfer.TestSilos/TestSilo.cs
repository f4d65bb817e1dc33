using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.TestSilos;

/// <summary>A whole silo in this process on a home of its own in the temporary directory, on free ports; both go when it is disposed.</summary>
public sealed class TestSilo : IAsyncDisposable
{
    private readonly SiloHostOptions _options;
    private readonly Action<IServiceCollection> _further;
    private SiloInstance? _instance;

    private TestSilo(SiloHostOptions options, Action<IServiceCollection> further)
    {
        _options = options;
        _further = further;
    }

    /// <summary>The home; it stays over stops and starts.</summary>
    public HomeDirectory Home => new(_options.Home);

    /// <summary>The running silo's services.</summary>
    public IServiceProvider Services => Running.Services;

    /// <summary>Calls its grains.</summary>
    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    /// <summary>The silo as it runs.</summary>
    public SiloInstance Running => _instance ?? throw new InvalidOperationException("The silo is not running.");

    /// <summary>Starts a silo without an API. <paramref name="change"/> alters its options, <paramref name="further"/> its services (they win).</summary>
    public static async Task<TestSilo> StartAsync(
        CancellationToken cancellationToken, Func<SiloHostOptions, SiloHostOptions>? change = null, Action<IServiceCollection>? further = null)
    {
        var home = Directory.CreateTempSubdirectory("osstransfer-test-").FullName;
        var options = new SiloHostOptions { Home = home, Name = "test", ApiPort = null, MaxWorkerNum = 2 };
        var silo = new TestSilo(change is null ? options : change(options), further ?? (_ => { }));
        try
        {
            await silo.StartAgainAsync(cancellationToken);
            return silo;
        }
        catch
        {
            await silo.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it again on the same home, after a stop or a kill.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken) =>
        _instance = await SiloInstance.StartAsync(_options, _further, cancellationToken);

    /// <summary>Ends it in good order: work is handed back, grains write what they hold.</summary>
    public Task StopAsync() => EndAsync(new CancellationToken(false));

    /// <summary>Ends it without any order: no grain gets the time to write. (What the database had in hand is finished, unlike with kill -9.)</summary>
    public Task KillAsync() => EndAsync(new CancellationToken(true));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        LeftHome.Delete(_options.Home);
    }

    private async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_instance is not { } instance)
        {
            return;
        }

        _instance = null;
        try
        {
            await instance.StopAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // That is how an abrupt end looks from here.
        }

        await instance.DisposeAsync();
    }
}
