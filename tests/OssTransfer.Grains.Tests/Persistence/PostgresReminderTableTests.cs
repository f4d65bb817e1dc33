namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresReminderTableTests : ReminderTableTests, IClassFixture<PostgresSiloFixture>
{
    public PostgresReminderTableTests(PostgresSiloFixture fixture)
        : base(fixture) => PostgresSilo.SkipWithoutServer();
}
