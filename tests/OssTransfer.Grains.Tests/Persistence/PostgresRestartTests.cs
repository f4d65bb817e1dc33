namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresRestartTests : RestartTests
{
    public PostgresRestartTests() => PostgresSilo.SkipWithoutServer();

    protected override Task<IStateSilo> StartAsync() => PostgresSilo.StartAsync();
}
