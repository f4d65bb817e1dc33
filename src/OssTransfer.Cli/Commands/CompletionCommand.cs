using System.CommandLine;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Commands;

/// <summary><c>completion bash</c>: the script that makes a shell complete what is typed.</summary>
internal static class CompletionCommand
{
    private static readonly string[] Shells = ["bash", "zsh", "fish"];

    public static Command Create(Shell shell)
    {
        var kind = new Argument<string>(string.Join('|', Shells)) { Description = "the shell", CompletionSources = { Shells } };
        var command = new Command("completion", "print the script that lets your shell complete commands, options and names of jobs") { kind };
        command.Validators.Add(result =>
        {
            if (result.GetResult(kind)?.Tokens is [var token] && !Shells.Contains(token.Value))
            {
                result.AddError($"There is no completion for '{token.Value}'. There are: {string.Join(", ", Shells)}");
            }
        });
        command.Runs(async (parse, cancellationToken) =>
        {
            await using var script = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"completion.{parse.GetRequiredValue(kind)}")!;
            using var reader = new StreamReader(script);
            await shell.Out.WriteAsync(await reader.ReadToEndAsync(cancellationToken));
            return ExitCode.Done;
        });
        return command;
    }
}
