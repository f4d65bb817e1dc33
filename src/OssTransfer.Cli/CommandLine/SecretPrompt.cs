using System.Text;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.CommandLine;

/// <summary>Reads a secret from the terminal, which doesn't show it, or else the first line of standard input.</summary>
internal static class SecretPrompt
{
    public static async Task<string> ReadAsync(Shell shell, string question, CancellationToken cancellationToken)
    {
        var secret = shell.ReadKeyAsync is { } readKey
            ? await TypeAsync(shell, readKey, question, cancellationToken)
            : await shell.In().ReadLineAsync(cancellationToken);
        return string.IsNullOrEmpty(secret)
            ? throw new CliException(ExitCode.Usage, $"{question.TrimEnd(' ', ':')}: none was given. Type it, or pass it as the first line of standard input.")
            : secret;
    }

    private static async Task<string> TypeAsync(
        Shell shell, Func<CancellationToken, Task<ConsoleKeyInfo>> readKey, string question, CancellationToken cancellationToken)
    {
        // Not on standard output, which may be a script's.
        await shell.Error.WriteAsync(question);
        var typed = new StringBuilder();
        while (await readKey(cancellationToken) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                typed.Append(key.KeyChar);
            }
        }

        await shell.Error.WriteLineAsync();
        return typed.ToString();
    }
}
