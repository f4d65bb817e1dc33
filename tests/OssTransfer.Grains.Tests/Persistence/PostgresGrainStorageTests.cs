namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresGrainStorageTests : GrainStorageTests, IClassFixture<PostgresSiloFixture>
{
    public PostgresGrainStorageTests(PostgresSiloFixture fixture)
        : base(fixture) => PostgresSilo.SkipWithoutServer();
}
