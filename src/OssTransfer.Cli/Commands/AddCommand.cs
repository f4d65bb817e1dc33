using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Config;
using OssTransfer.Cli.FileLists;
using OssTransfer.Cli.Views;
using OssTransfer.Cli.Waiting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Commands;

/// <summary><c>add job.cfg</c>.</summary>
internal static class AddCommand
{
    private static readonly Argument<string> File = new("job.cfg") { Description = "the job's configuration" };
    private static readonly Option<bool> Wait = new("--wait") { Arity = ArgumentArity.Zero, Description = "watch the first pass and give its exit code" };
    private static readonly Option<bool> Yes = new("--yes")
    {
        Arity = ArgumentArity.Zero,
        Description = "confirm what needs it, such as a destination that another job has",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Arity = ArgumentArity.Zero,
        Description = "add nothing and move nothing: say what the first pass would do, as preflight --compare does",
    };

    // Known, so that it is refused with what helps.
    private static readonly Option<bool> Verbose = new("-v", "--verbose") { Arity = ArgumentArity.Zero, Hidden = true };

    public static Command Create(Shell shell)
    {
        var command = new Command("add", "add a job and let it start") { File, Wait, Yes };
        NoProbeOption.AddTo(command);
        command.Options.Add(DryRun);
        command.Options.Add(Verbose);
        StatsOptions.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(Verbose))
            {
                result.AddError(
                    $"-v: the silo moves the objects, not this command. {Advice.Of("run", "job.cfg", "-v")} prints them here; "
                    + $"{Advice.Of("start", "--log-level=objects")} writes them to the silo's log");
            }
        });
        command.Runs((parse, cancellationToken) => RunAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> RunAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var (file, wait, json) = (parse.GetRequiredValue(File), parse.GetValue(Wait), parse.GetValue(SiloOptions.Json));
        if (parse.GetValue(DryRun))
        {
            return await PreflightCommand.RunAsync(parse, file, asksHeaders: false, compares: true, shell, cancellationToken);
        }

        var request = new AddJobRequest
        {
            Config = await ConfigFile.ReadGivenAsync(file, shell, cancellationToken),
            TimeZone = CallerTimeZone.Find(shell.Time),
            Confirmed = parse.GetValue(Yes),
            SkipCheck = NoProbeOption.IsGiven(parse),
            Command = Caller.NewCommand(),
        };

        var list = OpenFileList.Find(request.Config, shell);
        await using var content = list?.List;
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        var answer = await client.AddAsync(request, cancellationToken);
        if (answer is not { IsDone: true, JobId: { } jobId })
        {
            return await AnswerView.WriteAsync(shell, json, answer, file);
        }

        if (!wait || !json)
        {
            await AnswerView.WriteAsync(shell, json, answer, file);
        }

        if (list is { } named)
        {
            await new FileListSender(client, shell, quiet: json).SendAsync(jobId, named.Spec, named.List, cancellationToken);
        }

        if (!wait)
        {
            return answer.Code;
        }

        return await PassView.FollowAsync(client, jobId, null, json, shell, StatsOptions.Of(parse), cancellationToken);
    }
}
