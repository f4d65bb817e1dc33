using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Silo.Tests.Dashboard;

/// <summary>Tests of who has signed in to a silo of its own.</summary>
public abstract class SignedInTests : IAsyncLifetime
{
    private protected ApiServer Server { get; private set; } = null!;

    private protected Visitor Visitor { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Server = await ApiServer.StartAsync();
        Visitor = await Visitor.SignedInAsync(Server.Running.Url, ApiServer.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Visitor.Dispose();
        await Server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
