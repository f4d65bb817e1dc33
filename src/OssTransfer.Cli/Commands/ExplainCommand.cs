using System.CommandLine;
using System.Text;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Commands;

/// <summary><c>explain JOB KEY</c>.</summary>
internal static class ExplainCommand
{
    public static Command Create(Shell shell)
    {
        var command = new Command("explain", "say what a job's passes decided about one key (as 'failures' prints it), and why");
        var (job, key) = JobName.AddBefore(command, "KEY");
        command.Runs(async (parse, cancellationToken) =>
        {
            using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
            var explained = await client.ExplainAsync(job.GetFirst(parse), KeyOf(key(parse)), cancellationToken);
            await (parse.GetValue(SiloOptions.Json)
                ? JsonOutput.WriteAsync(shell.Out, explained, ContractsJson.Default.KeyExplanation)
                : ExplanationText.WriteAsync(shell, explained));
            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The key as lists escape it; a text with a backslash that begins no escape is a key as it stands.</summary>
    internal static ObjectKey KeyOf(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var room = new byte[bytes.Length];
        return FileListText.TryUnescape(bytes, room, out var length) ? new(room.AsSpan(0, length)) : new(bytes);
    }
}
