namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SqliteGrainStorageTests(SqliteSiloFixture fixture) : GrainStorageTests(fixture), IClassFixture<SqliteSiloFixture>;
