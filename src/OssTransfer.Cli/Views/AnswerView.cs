using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Views;

/// <summary>Shows the answer to a command.</summary>
internal static class AnswerView
{
    /// <summary>Notes and success go to standard output, errors to standard error, each error of a configuration with file and line.</summary>
    public static async Task<ExitCode> WriteAsync(Shell shell, bool json, CommandAnswer answer, string? file = null)
    {
        if (!answer.IsDone)
        {
            foreach (var error in answer.Errors)
            {
                // An older silo's key is empty where a line has none.
                var place = $"{file ?? "job.cfg"}{(error.Line > 0 ? $":{error.Line}" : "")}";
                var key = error.Key is { Length: > 0 } name ? name + ": " : "";
                await shell.Error.WriteLineAsync($"{place}: {key}{shell.Line(error.Message)}");
            }

            await shell.Error.WriteLineAsync($"osstransfer: {shell.Line(answer.Message)}");
        }

        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, answer, ContractsJson.Default.CommandAnswer);
        }
        else if (answer.IsDone)
        {
            await shell.Out.WriteLineAsync(shell.Line(answer.Message));
            foreach (var note in answer.Notes)
            {
                await shell.Out.WriteLineAsync("  " + shell.Line(note));
            }
        }

        return answer.Code;
    }
}
