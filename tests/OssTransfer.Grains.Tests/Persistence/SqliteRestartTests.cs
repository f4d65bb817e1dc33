namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SqliteRestartTests : RestartTests
{
    protected override Task<IStateSilo> StartAsync() => SqliteSilo.StartAsync();
}
