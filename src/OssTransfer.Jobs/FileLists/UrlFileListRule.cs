using System.Text;
using OssTransfer.Storage;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Jobs.FileLists;

/// <summary>
/// URLs: the text of the URL is the source key. The key under the destination's prefix is the same text, nothing decoded and nothing added:
/// the query is cut from it where the job says so, then <c>src-prefix</c> where it begins with exactly that text.
/// Names in an old encoding go out as the bytes they are and become UTF-8 in the key.
/// </summary>
public sealed class UrlFileListRule : IFileListRule
{
    private readonly byte[] _prefix;
    private readonly bool _dropsQuery;
    private readonly FileListNames _names;

    /// <summary>The rule of a job.</summary>
    /// <param name="prefix">What is cut from the front; empty for nothing.</param>
    /// <param name="dropsQuery">The key ends before the first <c>?</c> (<c>url-query: drop</c>).</param>
    /// <param name="nameEncoding">The encoding that the list may have besides UTF-8; null for none.</param>
    /// <exception cref="ArgumentException">The encoding is unknown or not a superset of ASCII.</exception>
    public UrlFileListRule(string prefix, bool dropsQuery, string? nameEncoding)
    {
        ArgumentNullException.ThrowIfNull(prefix);
        _prefix = Encoding.UTF8.GetBytes(prefix);
        _dropsQuery = dropsQuery;
        _names = new(nameEncoding);
    }

    /// <inheritdoc/>
    public FileListProblem Read(in FileListLine line, out FileListKey key)
    {
        key = default;
        var url = line.Path;
        if (ProblemOf(UrlParts.Of(url).Problem) is not FileListProblem.None and var problem)
        {
            return problem;
        }

        var name = _dropsQuery && url.IndexOf((byte)'?') is >= 0 and var query ? url[..query] : url;
        if (!_names.TryRead(ref name))
        {
            return FileListProblem.WrongEncoding;
        }

        name = name.StartsWith(_prefix) ? name[_prefix.Length..] : name;
        if (name.IsEmpty)
        {
            return FileListProblem.NothingLeft;
        }

        var source = new ObjectKey(url);
        key = new(source, name.Length == url.Length && name.SequenceEqual(url) ? source : new ObjectKey(name));
        return FileListProblem.None;
    }

    private static FileListProblem ProblemOf(UrlProblem problem) => problem switch
    {
        UrlProblem.None => FileListProblem.None,
        UrlProblem.BadHost => FileListProblem.BadHost,
        UrlProblem.BadPort => FileListProblem.BadPort,
        UrlProblem.HasCredentials => FileListProblem.HasCredentials,
        UrlProblem.HasFragment => FileListProblem.HasFragment,
        _ => FileListProblem.NotUrl,
    };
}
