using System.Text.Json;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.CommandLine;

/// <summary>
/// Where the client looks for its silo's home: the argument, else the environment, else <c>appsettings.json</c> beside the program. Reads just that key, as
/// <see cref="SiloHostSettings.Home"/> names it: loading a configuration system would take a command too long.
/// </summary>
internal static class HomeSetting
{
    public static HomeDirectory Find(string? argument, Shell shell)
    {
        var chosen = !string.IsNullOrWhiteSpace(argument) ? argument : shell.Setting(SiloHostSettings.Home.Variable) ?? ReadFile(shell);
        return HomeDirectory.Resolve(chosen is null ? null : shell.FullPath(chosen));
    }

    private static string? ReadFile(Shell shell)
    {
        var path = Path.Combine(shell.ProgramDirectory, "appsettings.json");
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(
                File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            var at = document.RootElement;
            foreach (var name in SiloHostSettings.Home.Key.Split(':'))
            {
                if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out at))
                {
                    return null;
                }
            }

            return at.ValueKind == JsonValueKind.String && !string.IsNullOrWhiteSpace(at.GetString()) ? at.GetString() : null;
        }
        catch (JsonException e)
        {
            throw new CliException(ExitCode.Usage, $"{path} is not valid JSON at line {e.LineNumber + 1}. Correct it or remove it.");
        }
    }
}
