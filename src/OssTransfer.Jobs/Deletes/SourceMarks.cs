using System.Collections.Immutable;
using OssTransfer.Storage.Disk;

namespace OssTransfer.Jobs.Deletes;

/// <summary>
/// Which directory a source was, for each machine that has listed it: its file system and its number in that. One that was unmounted, or put in another's
/// place, is another.
/// </summary>
public static class SourceMarks
{
    /// <summary>The mark of a directory; null where the system doesn't say.</summary>
    public static string? Of(FileIdentity? identity) =>
        identity is { } known ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{known.Device:x}:{known.Inode:x}") : null;

    /// <summary>Whether a machine sees what was seen before: by itself, or, the first time, a directory of the same number as others saw.</summary>
    public static bool Accepts(ImmutableSortedDictionary<string, string> marks, string machine, string mark)
    {
        ArgumentNullException.ThrowIfNull(marks);
        return marks.TryGetValue(machine, out var known) ? known == mark : marks.IsEmpty || marks.Values.Any(other => Inode(other) == Inode(mark));
    }

    private static string Inode(string mark) => mark[(mark.IndexOf(':', StringComparison.Ordinal) + 1)..];
}
