using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Config;
using OssTransfer.Cli.FileLists;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;

namespace OssTransfer.Cli.Commands;

/// <summary><c>edit JOB</c>.</summary>
internal static class EditCommand
{
    private static readonly Option<string?> File = new("--file")
    {
        HelpName = "FILE",
        Description = "take the new configuration from a file, without an editor",
    };
    private static readonly Option<string?> FileList = new("--file-list")
    {
        HelpName = "FILE",
        Description = "send a new list of what is migrated; without --file the configuration stays",
    };
    private static readonly Option<bool> Yes = new("--yes") { Arity = ArgumentArity.Zero, Description = "confirm what needs it" };

    public static Command Create(Shell shell)
    {
        var command = new Command("edit", "change a job's configuration in $EDITOR; secrets that stay *** are kept");
        var job = JobName.AddTo(command);
        command.Options.Add(File);
        command.Options.Add(FileList);
        command.Options.Add(Yes);
        NoProbeOption.AddTo(command);
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var edit = new Edit(client, shell, parse, job.Get(parse));
            return (parse.GetValue(File), parse.GetValue(FileList)) switch
            {
                (var file, { } list) => await edit.ListAsync(file, shell.FullPath(list), cancellationToken),
                ({ } file, null) => await edit.FromFileAsync(file, cancellationToken),
                _ => await edit.InEditorAsync(cancellationToken),
            };
        });
        return command;
    }

    private sealed class Edit(SiloClient client, Shell shell, ParseResult parse, string jobId)
    {
        private readonly bool _json = parse.GetValue(SiloOptions.Json);

        public async Task<ExitCode> FromFileAsync(string file, CancellationToken cancellationToken) =>
            await AnswerView.WriteAsync(shell, _json, await SendAsync(file, cancellationToken), file);

        /// <summary>A new configuration first, where there is one, then the list.</summary>
        public async Task<ExitCode> ListAsync(string? file, string path, CancellationToken cancellationToken)
        {
            await using var list = OpenFileList.Open(path);
            var answer = file is null ? new CommandAnswer { Message = "", JobId = jobId } : await SendAsync(file, cancellationToken);
            if (!answer.IsDone)
            {
                return await AnswerView.WriteAsync(shell, _json, answer, file);
            }

            var config = await client.LookAsync(jobId, cancellationToken);
            var spec = JobConfigText.RestoreMasked(config.Config)
                ?? throw new CliException(ExitCode.Error, $"The configuration of '{jobId}' can't be read: this program is older than the silo.");
            await new FileListSender(client, shell, _json).SendAsync(jobId, spec, list, cancellationToken);
            return await AnswerView.WriteAsync(shell, _json, answer with { Message = $"The job '{jobId}' has its new list; it holds from the next pass on." });
        }

        public async Task<ExitCode> InEditorAsync(CancellationToken cancellationToken)
        {
            await CheckStateAsync(cancellationToken);
            var before = (await client.LookAsync(jobId, cancellationToken)).Config;
            var file = await new Editor(shell).EditAsync(jobId, before, cancellationToken);
            if (await System.IO.File.ReadAllTextAsync(file, cancellationToken) == before)
            {
                Editor.Discard(file);
                return await AnswerView.WriteAsync(shell, _json, new CommandAnswer { Message = $"Nothing was changed in the job '{jobId}'.", JobId = jobId });
            }

            // Whatever goes wrong from here on, the user's work stays in its file.
            var answer = await SendKeepingAsync(file, cancellationToken);
            if (answer.IsDone)
            {
                Editor.Discard(file);
                return await AnswerView.WriteAsync(shell, _json, answer);
            }

            var kept = answer with { Message = $"{answer.Message} {Kept(file)}" };
            return await AnswerView.WriteAsync(shell, _json, kept, file);
        }

        // Better than after half an hour in the editor. The silo decides again when it gets the result.
        private async Task CheckStateAsync(CancellationToken cancellationToken)
        {
            var job = await client.ShowAsync(jobId, cancellationToken);
            if (Enum.TryParse<JobStatus>(job.State, ignoreCase: true, out var status)
                && JobCommandTable.Decide(status, JobCommand.Edit, isClosed: false) is { Answer: JobCommandAnswer.Refused, Refusal: { } why })
            {
                throw new CliException(ExitCode.NotAllowed, $"The job '{jobId}' {Advice.About(jobId, why)}.");
            }
        }

        private async Task<CommandAnswer> SendKeepingAsync(string file, CancellationToken cancellationToken)
        {
            try
            {
                return await SendAsync(file, cancellationToken);
            }
            catch (CliException e)
            {
                throw new CliException(e.Code, $"{e.Message} {Kept(file)}");
            }
        }

        private string Kept(string file) =>
            $"Your text is kept in {file}: correct it and run {Advice.Of("edit", jobId, "--file", file)}, then delete it, since it may hold secrets.";

        private async Task<CommandAnswer> SendAsync(string file, CancellationToken cancellationToken) => await client.EditAsync(
            jobId,
            new AddJobRequest
            {
                Config = await ConfigFile.ReadGivenAsync(file, shell, cancellationToken),
                TimeZone = CallerTimeZone.Find(shell.Time),
                Confirmed = parse.GetValue(Yes),
                SkipCheck = NoProbeOption.IsGiven(parse),
                Command = Caller.NewCommand(),
            },
            cancellationToken);
    }
}
