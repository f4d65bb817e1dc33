using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Config;

/// <summary>Reads a <c>job.cfg</c> as it will travel to the silo.</summary>
internal static class ConfigFile
{
    private const int MaxBytes = 1 << 20;
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static async Task<string> ReadAsync(string file, Shell shell, CancellationToken cancellationToken)
    {
        var path = shell.FullPath(file);
        try
        {
            var info = new FileInfo(path);
            if (info.Exists && info.Length > MaxBytes)
            {
                throw new CliException(ExitCode.Usage, $"{path} is {info.Length:N0} bytes long: this is no job.cfg, which has at most {MaxBytes:N0}.");
            }

            var text = Strict.GetString(await File.ReadAllBytesAsync(path, cancellationToken));
            return ConfigSecrets.Resolve(text.TrimStart('\uFEFF'), shell);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(
                ExitCode.Usage, $"There is no file {path}. A commented sample 'job.cfg' lies beside the program, in {shell.ProgramDirectory}.");
        }
        catch (DecoderFallbackException)
        {
            throw new CliException(ExitCode.Usage, $"{path} is not UTF-8. Save it as UTF-8 (iconv -f gbk -t utf-8 converts an old one).");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Usage, $"{path} cannot be read: {FileProblem.Of(path, e)}. Name the file with the job's configuration.");
        }
    }
}
