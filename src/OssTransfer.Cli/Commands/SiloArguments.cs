using System.CommandLine;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary>The options of a silo on the command line, read by <see cref="SiloHostSettings"/> together with environment and <c>appsettings.json</c>.</summary>
internal static class SiloArguments
{
    private static readonly Option<string?> Name = new(SiloHostSettings.Name.Argument) { HelpName = "NAME", Description = "name of the silo; the machine's where none is given" };
    private static readonly Option<string?> ApiPort = new(SiloHostSettings.ApiPort.Argument) { HelpName = "N", Description = "port of the HTTP API on 127.0.0.1; 4242, 0 takes a free one" };
    private static readonly Option<string?> SiloPort = new(SiloHostSettings.SiloPort.Argument) { HelpName = "N", Description = "port for other silos; a free one where none is given" };

    public static void AddTo(Command command)
    {
        command.Options.Add(Name);
        command.Options.Add(ApiPort);
        command.Options.Add(SiloPort);
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

    /// <summary>The same arguments again, for a process that this one starts.</summary>
    public static IEnumerable<string> Repeat(ParseResult parse, Shell shell) => Given(parse, shell).Select(row => $"{row.Setting.Argument}={row.Value}");

    private static IEnumerable<(Setting Setting, string Value)> Given(ParseResult parse, Shell shell)
    {
        yield return (SiloHostSettings.Home, HomeSetting.Find(parse.GetValue(SiloOptions.Home), shell).Path);
        foreach (var (setting, option) in ((Setting, Option<string?>)[])[(SiloHostSettings.Name, Name), (SiloHostSettings.ApiPort, ApiPort), (SiloHostSettings.SiloPort, SiloPort)])
        {
            if (parse.GetValue(option) is { Length: > 0 } value)
            {
                yield return (setting, value);
            }
        }
    }
}
