using System.Diagnostics;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.Config;

/// <summary>Lets the user change a text in the editor of their choice. The file is 0600 in a 0700 directory of its own.</summary>
internal sealed class Editor(Shell shell)
{
    private const int CommandNotFound = 127;
    private const string Usual = "vi";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the text to a new file and runs the editor on it. The caller removes the file's directory.</summary>
    /// <returns>The file's path.</returns>
    public async Task<string> EditAsync(string name, string text, CancellationToken cancellationToken)
    {
        var directory = Directory.CreateTempSubdirectory("osstransfer-edit-");
        var file = Path.Combine(directory.FullName, $"{name}.cfg");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var writer = new StreamWriter(file, options))
        {
            await writer.WriteAsync(text.AsMemory(), cancellationToken);
        }

        try
        {
            await RunAsync(file, cancellationToken);
            return file;
        }
        catch
        {
            Discard(file);
            throw;
        }
    }

    public static void Discard(string file) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);

    private async Task RunAsync(string file, CancellationToken cancellationToken)
    {
        // An editor that the user chose may need no terminal.
        var editor = shell.Setting("VISUAL") ?? shell.Setting("EDITOR")
            ?? (shell is { ReadKeyAsync: not null, IsTerminal: true }
                ? Usual
                : throw new CliException(
                    ExitCode.Usage,
                    $"There is no terminal for the editor '{Usual}'. Give the new configuration with --file FILE, or set EDITOR to a program that needs none."));
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };

        // The variable may hold arguments ("code --wait"); the file's name goes in as data.
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(editor + " \"$1\"");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(file);
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode == CommandNotFound)
        {
            throw new CliException(
                ExitCode.Usage, $"The editor '{editor}' was not found. Set EDITOR to another, or give the new configuration with --file FILE.");
        }

        if (process.ExitCode != 0)
        {
            throw new CliException(
                ExitCode.Error,
                $"The editor '{editor}' ended with code {process.ExitCode}, so nothing was changed. Try again, or give the new configuration with --file FILE.");
        }
    }
}
