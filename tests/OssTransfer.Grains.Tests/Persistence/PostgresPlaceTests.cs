using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class PostgresPlaceTests
{
    [Fact]
    public void It_prints_as_database_and_address()
    {
        var place = new PostgresPlace("Host=db1;Database=moves;Username=mover;Password=hush");

        Assert.Equal("moves on db1:5432", place.ToString());
        Assert.Equal("moves on db1:5432", $"{place}");
        Assert.Equal("moves on db1,db2:5433", new PostgresPlace("Host=db1,db2:5433;Database=moves;Password=hush").Name);
    }

    [Theory]
    [InlineData("Host=db1;Database=moves;Password=hush;hush2=x")]
    [InlineData("Host=db1;Database=moves;Password=hush;Port=hush")]
    [InlineData("hush")]
    [InlineData("Host=db1;Password=hush")]
    [InlineData("Database=moves;Password=hush")]
    public void What_cannot_be_read_is_told_without_repeating_it(string connectionString)
    {
        var exception = Assert.Throws<DatabaseException>(() => new PostgresPlace(connectionString));

        Assert.Equal(DatabaseProblem.Unsuitable, exception.Problem);
        Assert.DoesNotContain("hush", exception.ToString(), StringComparison.Ordinal);
    }
}
