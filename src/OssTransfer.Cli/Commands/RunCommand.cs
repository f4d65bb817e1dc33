using System.CommandLine;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Config;
using OssTransfer.Cli.FileLists;
using OssTransfer.Cli.Probing;
using OssTransfer.Cli.Views;
using OssTransfer.Cli.Waiting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Service;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary><c>run job.cfg</c>: one pass in this process, without API. Interrupted and called again it goes on where it was.</summary>
internal static class RunCommand
{
    private static readonly Argument<string> File = new("job.cfg") { Description = "the job's configuration" };
    private static readonly Option<bool> Yes = new("--yes") { Arity = ArgumentArity.Zero, Description = "confirm what needs it" };

    private static readonly Option<bool> Verbose = new("-v", "--verbose")
    {
        Arity = ArgumentArity.Zero,
        Description = "print a line for each object that ended to standard error: key, outcome, bytes, proof, time, reason",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("run", "do one pass in this process, without a silo; goes on with what a Ctrl-C left") { File, Yes };
        NoProbeOption.AddTo(command);
        command.Options.Add(Verbose);
        StatsOptions.AddTo(command);
        command.Runs((parse, cancellationToken) => RunAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        // Whatever can be refused without a silo is: starting one costs a second and more.
        var (file, json, verbose) = (parse.GetRequiredValue(File), parse.GetValue(SiloOptions.Json), parse.GetValue(Verbose));
        var text = await ConfigFile.ReadAsync(file, shell);
        if (JobFile.RefusalOf(text, shell) is { } refusal)
        {
            return await AnswerView.WriteAsync(shell, json, refusal, file);
        }

        var (jobId, config) = ConfigName.Ensure(text);
        var list = OpenFileList.Find(config, shell);
        await using var content = list?.List;
        var request = new AddJobRequest
        {
            Config = config,
            TimeZone = CallerTimeZone.Find(shell.Time),
            Confirmed = parse.GetValue(Yes),
            SkipCheck = NoProbeOption.IsGiven(parse),
            OnePass = true,
            Command = Caller.NewCommand(),
        };

        var options = SiloArguments.Read(parse, shell) with
        {
            ApiPort = null,
            SiloPort = 0,
            Foreground = false,
            ShowsObjects = verbose,
            Cluster = null,
            IsAlone = true,
            Address = IPAddress.Loopback,
        };
        var home = new HomeDirectory(options.Home);
        if (home.FindHolder() is { } holder)
        {
            throw new CliException(
                ExitCode.NotAllowed,
                home.FindWithoutApi() is { } closed
                    ? $"The silo '{closed.Name}' (process {closed.Pid}) runs on the home {options.Home}, without an API that takes jobs. "
                        + $"End it with {Advice.Of("stop")}, or name another home with --home DIR."
                : home.FindRunning() is null
                    ? $"Process {holder} holds the home {options.Home}: it is starting, or it is another 'run'. Wait for it, or name another home with --home DIR."
                    : $"Process {holder} runs on the home {options.Home}. Give the job to its silo with {Advice.Of("add", file, "--wait")}, or name another home with --home DIR.");
        }

        try
        {
            await using var silo = await SiloInstance.StartAsync(options, cancellationToken);
            var client = new LocalJobClient(silo.Services.GetRequiredService<IJobService>());

            // A view that is redrawn in place can't stand among the lines of a log.
            var stats = StatsOptions.Of(parse) ?? (verbose ? StatsOptions.Usual : null);
            return await new OnePass(client, options.Home, shell, json, stats).RunAsync(jobId, request, list, file, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Interrupted, $"Interrupted. {Advice.Of("run", file)} goes on where it was.");
        }
        catch (Exception e) when (e is DatabaseException or SiloStartException)
        {
            throw new CliException(ExitCode.Error, e.Message);
        }
    }
}
