namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SqliteReminderTableTests(SqliteSiloFixture fixture) : ReminderTableTests(fixture), IClassFixture<SqliteSiloFixture>;
