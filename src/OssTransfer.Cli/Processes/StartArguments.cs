using OssTransfer.Contracts;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Processes;

/// <summary>How a home's silo was started last, for <c>restart</c>: the arguments, one a line. None of them is a secret.</summary>
internal static class StartArguments
{
    public static void Note(HomeDirectory home, IEnumerable<string> arguments)
    {
        try
        {
            PrivateFiles.Replace(PathIn(home), string.Concat(arguments.Select(argument => argument + "\n")));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(ExitCode.Error, $"{PathIn(home)} can't be written: {e.Message}");
        }
    }

    /// <summary>The arguments; none where it never was started in the background.</summary>
    public static IReadOnlyList<string> Read(HomeDirectory home)
    {
        try
        {
            return File.ReadAllLines(PathIn(home));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static string PathIn(HomeDirectory home) => Path.Combine(home.ConfPath, "start.args");
}
