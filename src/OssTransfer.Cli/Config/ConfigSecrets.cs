using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Config;

/// <summary>
/// Puts the secrets that a <c>job.cfg</c> names as <c>env:NAME</c> or <c>file:PATH</c> in their places, here where the user is. All problems are found at once.
/// </summary>
internal static class ConfigSecrets
{
    private const string FromVariable = "env:";
    private const string FromFile = "file:";
    private const int MaxSecretBytes = 64 << 10;

    // Halves of secrets, and names that were mistyped in front.
    private static readonly string[] Endings = ["-accesskey", "-secretkey", "-session-token"];

    public static string Resolve(string text, Shell shell)
    {
        var problems = new List<string>();
        var lines = text.Split('\n').Select((line, index) => ResolveLine(line, index + 1, shell, problems)).ToList();
        return problems.Count == 0
            ? string.Join('\n', lines)
            : throw new CliException(ExitCode.Usage, $"Secrets of the configuration are missing: {string.Join("; ", problems)}");
    }

    /// <summary>Whether a key's value is a secret, or half of one.</summary>
    public static bool IsSecret(string key) =>
        JobKeys.Find(key) is { IsSecret: true } || Array.Exists(Endings, ending => key.EndsWith(ending, StringComparison.Ordinal));

    private static string ResolveLine(string line, int number, Shell shell, List<string> problems)
    {
        var separator = line.AsSpan().IndexOfAny(':', '=');
        if (separator <= 0 || line.TrimStart().StartsWith('#'))
        {
            return line;
        }

        var key = line[..separator].Trim();
        var value = line[(separator + 1)..].Trim();
        if (!IsSecret(key))
        {
            return line;
        }

        try
        {
            return Find(value, shell) is { } secret ? $"{key}: \"{secret}\"" : line;
        }
        catch (CliException e)
        {
            problems.Add($"line {number}, {key}: {e.Message}");
            return line;
        }
    }

    // Null where the value is the secret itself.
    private static string? Find(string value, Shell shell)
    {
        if (value.StartsWith(FromVariable, StringComparison.Ordinal))
        {
            var name = value[FromVariable.Length..];
            return Checked(shell.Variable(name) ?? throw Problem($"the environment variable {name} is not set"), $"the environment variable {name}");
        }

        return value.StartsWith(FromFile, StringComparison.Ordinal) ? ReadFile(shell.FullPath(value[FromFile.Length..])) : null;
    }

    private static string ReadFile(string path)
    {
        try
        {
            var info = new FileInfo(path);
            return info.Exists && info.Length > MaxSecretBytes
                ? throw Problem($"the file {path} is too long for a secret")
                : Checked(SmallFile.ReadText(path).TrimEnd('\r', '\n'), $"the file {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var problem = e is FileNotFoundException or DirectoryNotFoundException ? "there is none" : FileProblem.Of(path, e);
            throw Problem($"the file {path} cannot be read ({problem})");
        }
    }

    private static string Checked(string secret, string from) => secret switch
    {
        "" => throw Problem($"{from} is empty"),
        _ when secret.AsSpan().IndexOfAny('\n', '\r') >= 0 => throw Problem($"{from} has more than one line"),
        _ => secret,
    };

    private static CliException Problem(string message) => new(ExitCode.Usage, message);
}
