namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SqliteSiloFixture : SiloFixture
{
    protected override async Task<IStateSilo?> StartAsync() => await SqliteSilo.StartAsync();
}
