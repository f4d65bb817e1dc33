using System.Text;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.FileLists;

/// <summary>Reads lists in tests.</summary>
internal static class Lists
{
    public static IFileListRule AnyKey { get; } = new StoreFileListRule(new KeyMapping("", ""));

    public static Task<List<FileListEntry>> ReadAsync(string list, IFileListRule? rule = null) => ReadAsync(Encoding.UTF8.GetBytes(list), rule);

    public static async Task<List<FileListEntry>> ReadAsync(byte[] list, IFileListRule? rule = null, int crumb = int.MaxValue, long firstLine = 1)
    {
        await using var stream = new CrumbStream(list, crumb);
        using var reader = new FileListReader(stream, rule ?? AnyKey, firstLine);
        var entries = new List<FileListEntry>();
        while (await reader.FillAsync(TestContext.Current.CancellationToken))
        {
            while (reader.TryRead(out var entry))
            {
                entries.Add(entry);
            }
        }

        return entries;
    }

    /// <summary>What a rule makes of one path: source key and relative key, or the problem.</summary>
    public static async Task<string> ReadOneAsync(string path, IFileListRule rule) =>
        Assert.Single(await ReadAsync(path + "\n", rule)) is { Problem: FileListProblem.None } entry
            ? $"{entry.Key.Source} {entry.Key.Relative}"
            : (await ReadAsync(path + "\n", rule))[0].Problem.ToString();

    public static ObjectKey Key(string text) => ObjectKey.From(text);
}
