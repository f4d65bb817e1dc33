using System.Data.Common;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Tests.Deploy;

/// <summary>What makes a compose file's cluster: the file is made once, of whatever the password is.</summary>
public sealed class InitClusterTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public InitClusterTests()
    {
        _bench.Environment["OSSTRANSFER_CLUSTER"] = Path.Combine(_bench.Path, "cluster");
        _bench.Environment["POSTGRES_HOST"] = "postgresql";
        _bench.Environment["POSTGRES_DB"] = "osstransfer";
        _bench.Environment["POSTGRES_USER"] = "o'neill; admin";
        _bench.Environment["POSTGRES_PASSWORD_FILE"] = Path.Combine(_bench.Path, "password");
    }

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("0123456789abcdef")]
    [InlineData("it's; \"Password=x\"; $HOME \\ `date` = %41 é")]
    [InlineData(" spaces ")]
    public async Task Address_is_read_as_it_was_meant(string password)
    {
        Write(password + "\n");

        var result = await _bench.RunAsync("init-cluster.sh");

        Assert.Equal($"[cluster][init][--database][env:DATABASE][--out][{_bench.Environment["OSSTRANSFER_CLUSTER"]}]", result.Out.Split(" address ")[0]);
        var address = new DbConnectionStringBuilder
        {
            ConnectionString = ClusterFile.Create(new Secret(_bench.Said("DATABASE")), TimeProvider.System).Database.Reveal(),
        };
        Assert.Equal(
            ("postgresql", "5432", "osstransfer", "o'neill; admin", password),
            ((string)address["Host"], address.TryGetValue("Port", out var port) ? (string)port : "5432", (string)address["Database"],
                (string)address["Username"], (string)address["Password"]));
    }

    [Fact]
    public async Task File_that_is_there_stays()
    {
        Write("password");
        File.WriteAllText(_bench.Environment["OSSTRANSFER_CLUSTER"], "as it was");

        var result = await _bench.RunAsync("init-cluster.sh");

        Assert.Equal((0, ""), (result.Code, result.Error));
        Assert.Contains("is there; nothing to do", result.Out, StringComparison.Ordinal);
        Assert.Equal("as it was", await File.ReadAllTextAsync(_bench.Environment["OSSTRANSFER_CLUSTER"], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Missing_or_empty_password_is_named_and_nothing_is_made()
    {
        var missing = await _bench.RunAsync("init-cluster.sh");
        Write("");
        var empty = await _bench.RunAsync("init-cluster.sh");

        Assert.NotEqual(0, missing.Code);
        Assert.Contains(_bench.Environment["POSTGRES_PASSWORD_FILE"], missing.Error, StringComparison.Ordinal);
        Assert.Equal(2, empty.Code);
        Assert.Contains("is empty", empty.Error, StringComparison.Ordinal);
        Assert.Equal("", missing.Out + empty.Out);
    }

    [Fact]
    public async Task Failure_of_the_program_is_the_scripts()
    {
        Write("password");

        Assert.Equal(42, (await _bench.RunAsync("init-cluster.sh")).Code);
    }

    private void Write(string password) => File.WriteAllText(_bench.Environment["POSTGRES_PASSWORD_FILE"], password);
}
