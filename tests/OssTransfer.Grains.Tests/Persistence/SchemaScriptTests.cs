using OssTransfer.Grains.Persistence;

namespace OssTransfer.Grains.Tests.Persistence;

public sealed class SchemaScriptTests
{
    [Theory]
    [InlineData(SchemaScript.Sqlite)]
    [InlineData(SchemaScript.Postgres)]
    public void Scripts_are_numbered_without_gaps_and_record_their_number(string folder)
    {
        var scripts = SchemaScript.LoadAll(folder);

        Assert.NotEmpty(scripts);
        Assert.Equal(Enumerable.Range(1, scripts.Count), scripts.Select(script => script.Version));
        Assert.All(scripts, script => Assert.Contains(
            $"INSERT INTO OssTransferSchema (Version) VALUES ({script.Version})", script.Text, StringComparison.Ordinal));
    }
}
