using OssTransfer.Cli.Client;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Silo.Hosting;
using OssTransfer.Storage.Files;

namespace OssTransfer.Cli.FileLists;

/// <summary>A file list that was opened, so that a wrong path shows before a job is stored: lines, or the manifest of an inventory.</summary>
/// <param name="Path">Where it is.</param>
/// <param name="Content">Its lines. Length and position are those of what is read: of an inventory, the files that the manifest names.</param>
internal sealed record OpenFileList(string Path, Stream Content) : IAsyncDisposable
{
    /// <summary>The list that a configuration names, and what the configuration says; null where it names none, or is wrong, which the silo will say.</summary>
    /// <exception cref="CliException">It can't be read, or is an inventory of something else than the job's source.</exception>
    public static (JobSpec Spec, OpenFileList List)? Find(string config, Shell shell)
    {
        if (JobConfig.Parse(config, CallerTimeZone.Context(shell.Time)).Spec is not { Source.FileList: { } path } spec)
        {
            return null;
        }

        var list = Open(path);
        list.RefuseOther(spec);
        return (spec, list);
    }

    /// <summary>Opens a list.</summary>
    /// <exception cref="CliException">It can't be read.</exception>
    public static OpenFileList Open(string path)
    {
        try
        {
            SmallFile.RefuseOdd(path);
            var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan | FileOptions.Asynchronous, BufferSize = 0 });
            if (InventoryManifest.Find(path, file) is not { } manifest)
            {
                return new(path, file);
            }

            file.Dispose();
            return new(path, new InventoryLines(path, manifest));
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

    /// <summary>Reads it as a job means it.</summary>
    /// <param name="spec">The job.</param>
    /// <param name="content">What reads <see cref="Content"/>; null: nothing stands between.</param>
    /// <exception cref="CliException">It is an inventory of something else than the job's source.</exception>
    public FileListReader Reader(JobSpec spec, Stream? content = null)
    {
        RefuseOther(spec);
        return new(
            content ?? Content,
            FileListRules.For(spec),
            firstLine: 1,
            spec.ReadsDigests,
            withFacts: Content is InventoryLines && spec.TrustsInventory);
    }

    public ValueTask DisposeAsync() => Content.DisposeAsync();

    private void RefuseOther(JobSpec spec)
    {
        if (Content is InventoryLines { Bucket: var bucket } && spec.Source.Cloud?.Bucket != bucket)
        {
            throw new CliException(
                ExitCode.Usage,
                $"The inventory {Path} lists the bucket {bucket}, and the source is {(spec.Source.Cloud is { } cloud ? $"the bucket {cloud.Bucket}" : "no bucket")}.");
        }
    }
}
