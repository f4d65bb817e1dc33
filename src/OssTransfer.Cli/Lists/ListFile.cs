using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.Lists;

/// <summary>A list that was opened, so that a wrong path shows before a job is stored.</summary>
internal sealed record ListFile(FileStream Content) : IAsyncDisposable
{
    /// <summary>The list that a configuration names, and what the configuration says; null where it names none, or is wrong, which the silo will say.</summary>
    public static (JobSpec Spec, ListFile List)? Find(string config, Shell shell) =>
        JobConfig.Parse(config, CallerTimeZone.Context(shell.Time)).Spec is { Source.FileList: { } path } spec ? (spec, Open(path)) : null;

    /// <summary>Opens a list.</summary>
    /// <exception cref="CliException">It can't be read.</exception>
    public static ListFile Open(string path)
    {
        try
        {
            SmallFile.RefuseOdd(path);
            return new(new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 }));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(
                ExitCode.Usage,
                $"There is no list {path}. src-file-list (or --file-list) names a file on this machine, with a line 'path<TAB>size' for every object.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CliException(
                ExitCode.Usage,
                $"The list {path} cannot be read: {FileProblem.Of(path, e)}. Name a file with a line 'path<TAB>size' for every object.");
        }
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();
}
