using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>Without a server there is no silo; the tests are skipped.</summary>
public sealed class PostgresSiloFixture : SiloFixture
{
    protected override async Task<IStateSilo?> StartAsync() => PostgresTestDatabase.Server is null ? null : await PostgresSilo.StartAsync();
}
