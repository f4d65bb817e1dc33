using System.Text;
using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Config;

/// <summary>Reads a <c>job.cfg</c> as it will travel to the silo.</summary>
internal static class ConfigFile
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static string Read(string file, Shell shell)
    {
        var path = shell.FullPath(file);
        try
        {
            return ConfigSecrets.Resolve(Strict.GetString(SmallFile.ReadBytes(path)).TrimStart('\uFEFF'), shell);
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
