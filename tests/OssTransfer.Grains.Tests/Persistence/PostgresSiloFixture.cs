using OssTransfer.TestSilos;

namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>Without a server there is no silo; the tests are skipped.</summary>
public sealed class PostgresSiloFixture : SiloFixture
{
    public PostgresTestDatabase? Database { get; private set; }

    protected override async Task<IStateSilo?> StartAsync()
    {
        if (PostgresTestDatabase.Server is null)
        {
            return null;
        }

        var silo = await PostgresSilo.StartAsync("");
        Database = silo.Database;
        return silo;
    }
}
