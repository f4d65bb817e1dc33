using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Config;

/// <summary>Reads a <c>job.cfg</c> as it will travel to the silo.</summary>
internal static class ConfigFile
{
    /// <summary>Reads a file that is there for the next call, too.</summary>
    public static Task<string> ReadAsync(string file, Shell shell) => ReadAsync(file, shell, path => Task.FromResult(SmallFile.ReadBytes(path)));

    /// <summary>Reads a file, or what the user sends through a pipe, until it is read or the command is ended.</summary>
    public static Task<string> ReadGivenAsync(string file, Shell shell, CancellationToken cancellationToken) =>
        ReadAsync(file, shell, path => ReadOrWaitAsync(path, cancellationToken));

    // Opening and reading a pipe end when the other side wants it; a command that is ended leaves that behind.
    private static Task<byte[]> ReadOrWaitAsync(string path, CancellationToken cancellationToken) => SmallFile.IsPipe(path)
        ? Task.Run(() => SmallFile.ReadPipe(path), CancellationToken.None).WaitAsync(cancellationToken)
        : Task.FromResult(SmallFile.ReadBytes(path));

    private static async Task<string> ReadAsync(string file, Shell shell, Func<string, Task<byte[]>> read)
    {
        var path = shell.FullPath(file);
        try
        {
            var (text, encoding) = ConfigEncoding.Read(await read(path));
            if (encoding is not null)
            {
                await shell.Error.WriteLineAsync(shell.Texts.Of($"{path} is read as {encoding}; save it as UTF-8 if something in it looks wrong."));
            }

            return ConfigSecrets.Resolve(text, shell);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(
                ExitCode.Usage, $"There is no file {path}. A commented sample 'job.cfg' lies beside the program, in {shell.ProgramDirectory}.");
        }
        catch (DecoderFallbackException)
        {
            throw new CliException(ExitCode.Usage, $"{path} is neither UTF-8, UTF-16 nor GBK. Save it as UTF-8.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"{path} cannot be read: {FileProblem.Of(path, e)}. Name the file with the job's configuration.");
        }
    }
}
