using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresSourceTests
{
    [Fact]
    public void What_the_connection_string_leaves_open_is_set_to_suit_grain_calls()
    {
        var settings = PostgresSource.Settings(new("Host=db1;Database=moves"));

        Assert.Equal("osstransfer", settings.ApplicationName);
        Assert.InRange(settings.Timeout + settings.CommandTimeout, 5, 25);
        Assert.InRange(settings.MaxPoolSize, 5, 20);
        Assert.NotEqual(0, settings.KeepAlive);
    }

    [Fact]
    public void What_the_connection_string_says_stands()
    {
        var settings = PostgresSource.Settings(new("Server=db1;Database=moves;CommandTimeout=77;timeout=3;MaxPoolSize=1;ApplicationName=mine"));

        Assert.Equal((77, 3, 1, "mine"), (settings.CommandTimeout, settings.Timeout, settings.MaxPoolSize, settings.ApplicationName));
    }

    [Fact]
    public async Task Several_hosts_are_one_source()
    {
        await using var source = PostgresSource.Open(new("Host=db1,db2;Database=moves;Target Session Attributes=any"));

        Assert.Contains("db1,db2", source.ConnectionString, StringComparison.Ordinal);
    }
}
