using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;

namespace OssTransfer.Jobs.FileLists;

/// <summary>Which rule a job's list is read by.</summary>
public static class FileListRules
{
    /// <summary>The rule of a source.</summary>
    public static IFileListRule For(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.Source switch
        {
            { Disk: { } disk } => new DiskFileListRule(disk.Path, disk.NameEncoding),
            { Url: { } url } => new UrlFileListRule(spec.Source.Prefix, url.DropsQuery, url.NameEncoding),
            _ => new StoreFileListRule(KeyMapping.For(spec)),
        };
    }

    /// <summary>What of the configuration decides what a list means: the same list under another rule is another list.</summary>
    public static string NameOf(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return string.Join(
            '\n',
            spec.Source.Kind,
            spec.Source.Disk?.Path,
            spec.Source.Disk?.NameEncoding ?? spec.Source.Url?.NameEncoding,
            spec.Source.Url?.DropsQuery,
            spec.Source.Prefix);
    }
}
