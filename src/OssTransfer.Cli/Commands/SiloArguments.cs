using System.CommandLine;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>The options of a silo on the command line, read by <see cref="SiloHostSettings"/> together with environment and <c>appsettings.json</c>.</summary>
internal static class SiloArguments
{
    private static readonly (Setting Setting, Option<string?> Option)[] Rows =
    [
        Row(SiloHostSettings.Name, "NAME", "name of the silo; the machine's where none is given"),
        Row(SiloHostSettings.Cluster, "FILE", "join the cluster of this file, and remember it in the home; see 'cluster init'"),
        Row(SiloHostSettings.Address, "IP", "this machine's address for other silos; 127.0.0.1"),
        Row(SiloHostSettings.ApiAddress, "IP", "address that the HTTP API listens on; 127.0.0.1, elsewhere by HTTPS only"),
        Row(SiloHostSettings.ApiPort, "N", "port of the HTTP API; 4242, 0 takes a free one"),
        Row(SiloHostSettings.SiloPort, "N", "port for other silos; where none is given a free one, 11111 with --address"),
        Row(SiloHostSettings.MaxWorkerNum, "N", "shards worked on at once, 1 to 1000; the processors, 2 to 16, where none is given"),
        Row(SiloHostSettings.MaxMasterNum, "N", "jobs that run at once, 1 to 1000; half the processors, 2 to 8, where none is given"),
        Row(SiloHostSettings.Memory, "MIB", "MiB of object bodies in memory at most; 128"),
        Row(SiloHostSettings.Bandwidth, "RATE", "bytes read per second at most over all jobs, such as 20MB/s; no limit where none is given"),
        Row(SiloHostSettings.ObjectsInFlight, "N", "objects moved at the same time over all jobs, 1 to 10000; 64"),
        Row(SiloHostSettings.Cpu, "PERCENT", "percentage of the machine's processors that is used at most, 1 to 100; 100"),
        Row(SiloHostSettings.LogLevel, "LEVEL", "debug, objects (a line for each that ended), information, warning or error; information"),
        Row(SiloHostSettings.LogFormat, "FORMAT", "text, or json with an object a line; text"),
        Row(SiloHostSettings.LogMebibytes, "MIB", "a log file is rotated when it is larger, in MiB; 20"),
        Row(SiloHostSettings.LogFiles, "N", "files kept of each log; 5"),
    ];

    public static void AddTo(Command command)
    {
        foreach (var (_, option) in Rows)
        {
            command.Options.Add(option);
        }
    }

    public static SiloHostOptions Read(ParseResult parse, Shell shell)
    {
        try
        {
            return SiloHostSettings.Read(Given(parse, shell).ToDictionary(row => row.Setting.Argument, row => (string?)row.Value));
        }
        catch (SettingsException e)
        {
            throw new CliException(ExitCode.Usage, string.Join(' ', e.Errors));
        }
    }

    /// <summary>The same arguments again, for a process that this one starts. None of them is a secret.</summary>
    public static IEnumerable<string> Repeat(ParseResult parse, Shell shell) => Given(parse, shell).Select(row => $"{row.Setting.Argument}={row.Value}");

    private static IEnumerable<(Setting Setting, string Value)> Given(ParseResult parse, Shell shell)
    {
        yield return (SiloHostSettings.Home, HomeSetting.Find(parse.GetValue(SiloOptions.Home), shell).Path);
        foreach (var (setting, option) in Rows)
        {
            if (parse.GetValue(option) is { Length: > 0 } value)
            {
                yield return (setting, value);
            }
        }
    }

    private static (Setting Setting, Option<string?> Option) Row(Setting setting, string value, string description) =>
        (setting, new(setting.Argument) { HelpName = value, Description = description });
}
