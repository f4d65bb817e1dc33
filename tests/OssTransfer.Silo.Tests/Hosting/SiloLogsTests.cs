using System.Globalization;
using System.Text.Json.Nodes;
using OssTransfer.Silo.Hosting;
using Serilog.Core;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class SiloLogsTests : IDisposable
{
    private readonly TemporaryHome _temporary = new();

    public SiloLogsTests() => _temporary.Home.Create();

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("OssTransfer.Grains.Registry.JobRegistryGrain", "log-jobmanager.txt")]
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

    [Fact]
    public void Entry_is_a_line_of_JSON_where_asked_with_what_it_is_about()
    {
        Write(_temporary.Options with { LogFormat = SiloLogFormat.Json }, log =>
        {
            var worker = log.ForContext(Constants.SourceContextPropertyName, "OssTransfer.Grains.Workers.WorkerLoop");
            worker.Information("Job {JobId}, shard {Shard}, attempt {Attempt}: taken", "photos", "1/0/m3", 2);
            worker.Warning(new IOException("no\nroom"), "Job {JobId}: {Object} failed: {Reason}", "photos", "a\nb \"图\u202E", "gone");
        });

        var lines = File.ReadAllLines(Path.Combine(_temporary.Home.LogsPath, "log-workers.txt")).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(2, lines.Length);
        Assert.Equal(
            ("information", "photos", "1/0/m3", 2, "Job photos, shard 1/0/m3, attempt 2: taken"),
            ((string?)lines[0]["level"], (string?)lines[0]["job"], (string?)lines[0]["shard"], (int)lines[0]["attempt"]!, (string?)lines[0]["message"]));
        Assert.Equal(
            ("a\nb \"图\u202E", "gone", "OssTransfer.Grains.Workers.WorkerLoop"),
            ((string?)lines[1]["object"], (string?)lines[1]["reason"], (string?)lines[1]["source"]));
        Assert.Contains("no\nroom", (string?)lines[1]["exception"], StringComparison.Ordinal);
        Assert.True(DateTimeOffset.TryParse((string?)lines[1]["time"], CultureInfo.InvariantCulture, out _));
    }

    private void Write(SiloHostOptions options, Action<Logger> write)
    {
        using var log = SiloLogs.Create(options, _temporary.Home.LogsPath);
        write(log);
    }

    private string AllText() => string.Concat(Directory.GetFiles(_temporary.Home.LogsPath).Select(File.ReadAllText));
}
