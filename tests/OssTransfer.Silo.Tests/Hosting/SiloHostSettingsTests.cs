using System.Net;
using Microsoft.Extensions.Configuration;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

public sealed class SiloHostSettingsTests
{
    [Fact]
    public void Nothing_given_takes_the_defaults()
    {
        var options = Read();

        Assert.Equal(new SiloHostOptions { Home = HomeDirectory.Resolve(null).Path }, options);
        Assert.Equal(4242, options.ApiPort);
        Assert.InRange(options.MaxWorkerNum, 2, 16);
    }

    [Theory]
    [InlineData("1", "2", "3", 1)]
    [InlineData(null, "2", "3", 2)]
    [InlineData("", "2", "3", 2)]
    [InlineData(null, null, "3", 3)]
    [InlineData(null, "", "3", 3)]
    public void Argument_counts_more_than_environment_and_that_more_than_the_file(string? argument, string? variable, string? file, int expected)
    {
        var options = Read(
            new() { ["--max-worker-num"] = argument },
            new() { ["OSSTRANSFER_MAX_WORKER_NUM"] = variable },
            new() { ["OssTransfer:Work:MaxWorkerNum"] = file });

        Assert.Equal(expected, options.MaxWorkerNum);
    }

    [Fact]
    public void Every_setting_is_read_under_its_three_names()
    {
        (Setting Setting, string Text, Func<SiloHostOptions, object?> Value, object? Expected)[] settings =
        [
            (SiloHostSettings.Home, "/h", o => o.Home, "/h"),
            (SiloHostSettings.Name, "node-1.local_x", o => o.Name, "node-1.local_x"),
            (SiloHostSettings.ApiPort, "NONE", o => o.ApiPort, null),
            (SiloHostSettings.ApiPort, "0", o => o.ApiPort, 0),
            (SiloHostSettings.SiloPort, "65535", o => o.SiloPort, 65535),
            (SiloHostSettings.Cluster, "/etc/cluster", o => o.Cluster, "/etc/cluster"),
            (SiloHostSettings.Address, "10.0.0.5", o => (o.Address, o.SiloPort), (IPAddress.Parse("10.0.0.5"), 11111)),
            (SiloHostSettings.Address, "fd00::5", o => o.Address, IPAddress.Parse("fd00::5")),
            (SiloHostSettings.ApiAddress, "0.0.0.0", o => o.ApiAddress, IPAddress.Any),
            (SiloHostSettings.MaxWorkerNum, "1000", o => o.MaxWorkerNum, 1000),
            (SiloHostSettings.MaxMasterNum, "1", o => o.MaxMasterNum, 1),
            (SiloHostSettings.Memory, "32", o => o.MemoryMebibytes, 32),
            (SiloHostSettings.Bandwidth, "20MB/s", o => o.BytesPerSecond, 20_000_000L),
            (SiloHostSettings.Bandwidth, "none", o => o.BytesPerSecond, 0L),
            (SiloHostSettings.ObjectsInFlight, "8", o => o.ObjectsInFlight, 8),
            (SiloHostSettings.Cpu, "50", o => o.CpuPercent, 50),
            (SiloHostSettings.LogFormat, "json", o => o.LogFormat, SiloLogFormat.Json),
            (SiloHostSettings.LogLevel, "Warning", o => o.LogLevel, SiloLogLevel.Warning),
            (SiloHostSettings.LogMebibytes, "7", o => o.LogMebibytes, 7),
            (SiloHostSettings.LogFiles, "9", o => o.LogFiles, 9),
        ];

        Assert.All(settings, s =>
        {
            Assert.Equal(s.Expected, s.Value(Read(arguments: new() { [s.Setting.Argument] = s.Text })));
            Assert.Equal(s.Expected, s.Value(Read(environment: new() { [s.Setting.Variable] = s.Text })));
            Assert.Equal(s.Expected, s.Value(Read(file: new() { [s.Setting.Key] = s.Text })));
        });
    }

    [Fact]
    public void All_errors_come_at_once_each_with_its_place()
    {
        var exception = Assert.Throws<SettingsException>(() => Read(
            new() { ["--name"] = "a/b", ["--api-port"] = "70000" },
            new() { ["OSSTRANSFER_MAX_WORKER_NUM"] = "0", ["OSSTRANSFER_MEMORY"] = "lots" },
            new() { ["OssTransfer:Logs:Level"] = "1", ["OssTransfer:Work:MaxWorkers"] = "3" }));

        Assert.Collection(
            exception.Errors,
            error => Assert.StartsWith("--name: 'a/b'", error, StringComparison.Ordinal),
            error => Assert.Equal("--api-port: '70000' is not allowed; a number from 0 to 65535, or none.", error),
            error => Assert.StartsWith("OSSTRANSFER_MAX_WORKER_NUM: '0'", error, StringComparison.Ordinal),
            error => Assert.StartsWith("OSSTRANSFER_MEMORY: 'lots'", error, StringComparison.Ordinal),
            error => Assert.StartsWith("appsettings.json, OssTransfer:Logs:Level: '1'", error, StringComparison.Ordinal),
            error => Assert.StartsWith("appsettings.json: OssTransfer:Work:MaxWorkers is unknown", error, StringComparison.Ordinal));
    }

    [Fact]
    public void Settings_file_of_the_program_says_the_defaults()
    {
        var file = SiloHostSettings.ReadFile(AppContext.BaseDirectory);

        Assert.NotEmpty(file.GetSection("OssTransfer").GetChildren());
        Assert.Equal(new SiloHostOptions { Home = HomeDirectory.Resolve(null).Path }, SiloHostSettings.Read(Empty, _ => null, file));
    }

    [Fact]
    public void Settings_file_that_is_no_json_is_named()
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-test-").FullName;
        File.WriteAllText(Path.Combine(directory, "appsettings.json"), "{ \"OssTransfer\": ");

        var exception = Assert.Throws<SettingsException>(() => SiloHostSettings.ReadFile(directory));

        Assert.Contains(directory, Assert.Single(exception.Errors), StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    private static Dictionary<string, string?> Empty => [];

    private static SiloHostOptions Read(
        Dictionary<string, string?>? arguments = null, Dictionary<string, string?>? environment = null, Dictionary<string, string?>? file = null) =>
        SiloHostSettings.Read(
            arguments ?? [],
            (environment ?? []).GetValueOrDefault,
            new ConfigurationBuilder().AddInMemoryCollection(file ?? []).Build());
}
