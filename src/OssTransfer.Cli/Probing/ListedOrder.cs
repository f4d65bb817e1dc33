using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>In what order a store lists, as far as keys show.</summary>
internal static class ListedOrder
{
    /// <summary>The byte order of UTF-8.</summary>
    public const string Ascending = "ascending";

    private static readonly (string Name, Comparison<ObjectKey> Compare)[] Known =
    [
        (Ascending, static (a, b) => a.CompareTo(b)),
        ("directories", static (a, b) => Directories(a).AsSpan().SequenceCompareTo(Directories(b))),
        ("utf-16", static (a, b) => Characters(a).AsSpan().SequenceCompareTo(Characters(b))),
    ];

    /// <summary>ascending; directories, where <c>/</c> comes before all else; utf-16; none; or null where fewer than two keys were seen.</summary>
    public static string? Of(IReadOnlyList<ObjectEntry> entries) => entries.Count < 2
        ? null
        : Known.FirstOrDefault(order => entries.Zip(entries.Skip(1)).All(pair => order.Compare(pair.First.Key, pair.Second.Key) < 0)).Name ?? "none";

    private static byte[] Directories(ObjectKey key)
    {
        var bytes = key.Bytes.ToArray();
        bytes.AsSpan().Replace((byte)'/', byte.MinValue);
        return bytes;
    }

    private static char[] Characters(ObjectKey key) => Encoding.UTF8.GetChars(key.Bytes.ToArray());
}
