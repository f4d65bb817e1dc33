using System.CommandLine;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.CommandLine;

/// <summary>
/// How a command that a text advises is written for its present reader: the program as this directory's shell finds it, and the options that name the silo
/// where the command would otherwise go to another one. Texts of the silo, too, go through it before they are shown; JSON keeps them as they came.
/// </summary>
internal sealed class AdviceContext
{
    // What works without a silo and without a home, and what works on this machine's home whatever --api says.
    private static readonly string[] Nowhere = ["probe ", "preflight ", "cluster init "];
    private static readonly string[] OnThisMachine = ["start ", "restart ", "run ", "move-state "];
    private static readonly Option[] Silos = [SiloOptions.Home, SiloOptions.Api, SiloOptions.TokenFile, SiloOptions.ApiCert];

    private readonly string _program;
    private readonly string _home;
    private readonly string _silo;

    private AdviceContext(string program, string home, string silo) => (_program, _home, _silo) = (program, home, silo);

    /// <summary>As it stands in the documentation.</summary>
    public static AdviceContext Plain { get; } = new(Advice.Program, "", "");

    /// <summary>As this call was typed.</summary>
    public static AdviceContext Of(IReadOnlyList<string> args, Shell shell)
    {
        var root = new RootCommand { TreatUnmatchedTokensAsErrors = false };
        foreach (var option in Silos)
        {
            root.Options.Add(option);
        }

        var parse = root.Parse(args, CommandLineProgram.Parsing);
        if (parse.Errors.Count > 0)
        {
            return Plain;
        }

        var home = HomeOption(parse.GetValue(SiloOptions.Home), shell);
        var api = parse.GetValue(SiloOptions.Api) is { Length: > 0 } url ? $" {SiloOptions.Api.Name}={Advice.Quote(url)}" : "";
        var secrets = FileOption(SiloOptions.TokenFile, parse, shell) + FileOption(SiloOptions.ApiCert, parse, shell);
        return new(ProgramHere(shell), home, (api.Length > 0 ? api : home) + secrets);
    }

    /// <summary>A text with its command lines as they work here and now.</summary>
    public string In(string text) => Advice.Rewrite(text, Line);

    /// <summary>A job whose reason says them so.</summary>
    public JobView In(JobView job) => job with
    {
        Reason = job.Reason is { } reason ? In(reason) : null,
        Bottleneck = job.Bottleneck is { } bottleneck ? bottleneck with { Text = In(bottleneck.Text) } : null,
    };

    private string Line(string words)
    {
        var command = words + " ";
        var isTold = words.Split(' ').Select(word => word.Split('=')[0]).Any(word => word == "--help" || Silos.Any(option => option.Name == word));
        var silo = isTold || Starts(command, Nowhere) ? "" : Starts(command, OnThisMachine) ? _home : _silo;
        return $"{_program} {words}{silo}";
    }

    private static bool Starts(string command, string[] with) => Array.Exists(with, start => command.StartsWith(start, StringComparison.Ordinal));

    private static string FileOption(Option<string?> option, ParseResult parse, Shell shell) =>
        parse.GetValue(option) is { Length: > 0 } file ? $" {option.Name}={Advice.Quote(shell.FullPath(file))}" : "";

    private static string HomeOption(string? given, Shell shell)
    {
        if (string.IsNullOrWhiteSpace(given))
        {
            return "";
        }

        var home = HomeSetting.Find(given, shell).Path;
        try
        {
            return home == HomeSetting.Find(null, shell).Path ? "" : $" {SiloOptions.Home.Name}={Advice.Quote(home)}";
        }
        catch (Exception e) when (e is CliException or HomeException)
        {
            return $" {SiloOptions.Home.Name}={Advice.Quote(home)}";
        }
    }

    /// <summary>Its name where the shell finds it by that, else its path, from here where that is shorter.</summary>
    private static string ProgramHere(Shell shell)
    {
        var own = Path.Combine(shell.ProgramDirectory, Advice.Program);
        var found = (shell.Setting("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, Advice.Program))
            .FirstOrDefault(File.Exists);
        if (!File.Exists(own) || (found is not null && Target(found) == Target(own)))
        {
            return Advice.Program;
        }

        var fromHere = Path.GetRelativePath(shell.Directory, own);
        return Advice.Quote(
            fromHere.StartsWith("..", StringComparison.Ordinal) ? own
            : fromHere.Contains('/', StringComparison.Ordinal) ? fromHere
            : $"./{fromHere}");
    }

    private static string Target(string path) => Path.GetFullPath(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
}
