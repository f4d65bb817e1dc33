using OssTransfer.Silo.Hosting;
using Serilog.Core;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class SiloLogsTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    public SiloLogsTests() => _temporary.Home.Create();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("OssTransfer.Grains.Directories.JobDirectoryGrain", "log-jobmanager.txt")]
    [InlineData("OssTransfer.Grains.Jobs.JobGrain", "log-masters.txt")]
    [InlineData("OssTransfer.Grains.Workers.WorkerLoop", "log-workers.txt")]
    [InlineData("OssTransfer.Transfer.TransferEngine", "log-workers.txt")]
    [InlineData("OssTransfer.TransferLike", "log-silo.txt")]
    [InlineData("OssTransfer.Silo.Hosting.SiloInstance", "log-silo.txt")]
    [InlineData("Orleans.Runtime.Catalog", "log-silo.txt")]
    public void Line_lies_in_the_file_of_its_source_and_nowhere_else(string source, string file)
    {
        Write(_temporary.Options, log => log.ForContext(Constants.SourceContextPropertyName, source).Warning("needle"));

        var found = Directory.GetFiles(_temporary.Home.LogsPath).Where(path => File.ReadAllText(path).Contains("needle", StringComparison.Ordinal));
        Assert.Equal([file], found.Select(Path.GetFileName));
    }

    [Fact]
    public void Level_holds_for_our_lines_and_quietens_the_others()
    {
        Write(_temporary.Options with { LogLevel = SiloLogLevel.Error }, log =>
        {
            log.ForContext(Constants.SourceContextPropertyName, "OssTransfer.X").Warning("needle");
            log.ForContext(Constants.SourceContextPropertyName, "Orleans.X").Warning("needle");
            log.ForContext(Constants.SourceContextPropertyName, "Polly").Error("needle");
        });

        Assert.DoesNotContain("needle", AllText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_set_aside_by_size_and_bounded_in_number()
    {
        var text = new string('x', 100_000);

        Write(_temporary.Options with { LogMebibytes = 1, LogFiles = 3 }, log =>
        {
            for (var i = 0; i < 60; i++)
            {
                log.Information(text);
            }
        });

        var files = Directory.GetFiles(_temporary.Home.LogsPath, "log-silo*.txt");
        Assert.Equal(3, files.Length);
        Assert.All(files, file => Assert.InRange(new FileInfo(file).Length, 1, (1 << 20) + 200_000));
    }

    private void Write(SiloHostOptions options, Action<Logger> write)
    {
        using var log = SiloLogs.Create(options, _temporary.Home.LogsPath);
        write(log);
    }

    private string AllText() => string.Concat(Directory.GetFiles(_temporary.Home.LogsPath).Select(File.ReadAllText));
}
