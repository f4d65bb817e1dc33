using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.FileLists;

/// <summary>Lines that mean the same key. Pure.</summary>
public static class FileListDuplicates
{
    /// <summary>
    /// Every key once, ascending: the same object named again counts once, with another size or digest the later line is a problem;
    /// of different objects that would have the same key at the destination none can be chosen, so all of them are.
    /// </summary>
    /// <param name="sorted">Ascending by key, then by line.</param>
    public static IEnumerable<FileListObject> Resolve(IEnumerable<FileListObject> sorted)
    {
        ArgumentNullException.ThrowIfNull(sorted);
        var same = new List<FileListObject>();
        foreach (var one in sorted)
        {
            if (same.Count > 0 && same[0].Key != one.Key)
            {
                foreach (var resolved in Resolve(same))
                {
                    yield return resolved;
                }

                same.Clear();
            }

            // Of a line that is repeated without end only the first counts.
            if (same.Count < 2 || !IsRepeated(same, one))
            {
                same.Add(one);
            }
        }

        foreach (var resolved in Resolve(same))
        {
            yield return resolved;
        }
    }

    private static bool IsRepeated(List<FileListObject> same, FileListObject one) =>
        same.Exists(other => other.Source == one.Source && (one.Size is null || other.Size == one.Size) && (one.Md5 is null || other.Md5 == one.Md5));

    private static IEnumerable<FileListObject> Resolve(List<FileListObject> same)
    {
        if (same.Count < 2)
        {
            return same;
        }

        var first = same[0];
        if (same.Exists(one => one.Source != first.Source))
        {
            return same.Select((one, i) => FileListObject.Bad(i == 0 ? one.Key : Beside(one), one.Line, FileListProblem.SameKey));
        }

        var size = same.Select(one => one.Size).FirstOrDefault(known => known is not null);
        var md5 = same.Select(one => one.Md5).FirstOrDefault(known => known is not null);
        var others = same
            .Select(one => (Line: one, Problem: one.Size is not null && one.Size != size ? FileListProblem.OtherSize
                : one.Md5 is not null && one.Md5 != md5 ? FileListProblem.OtherDigest
                : FileListProblem.None))
            .Where(other => other.Problem != FileListProblem.None)
            .Select(other => FileListObject.Bad(Beside(other.Line), other.Line.Line, other.Problem));
        return [first with { Size = size, Md5 = md5 }, .. others];
    }

    // A key right after its own, which no other line has: a path in a list has no NUL.
    private static ObjectKey Beside(FileListObject one) => one.Key.Append(new ObjectKey(Encoding.ASCII.GetBytes($"\0{one.Line:D19}")));
}
