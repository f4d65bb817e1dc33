using System.Text;

namespace OssTransfer.Jobs.Config.Reading;

/// <summary>Which encodings names on a disk may have.</summary>
internal static class FileNameEncoding
{
    private static readonly string PlainAscii = string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code));

    /// <summary>True for an encoding that writes ASCII as ASCII does: in any other one a name's bytes could hold NUL or a false <c>/</c>.</summary>
    public static bool IsKnown(string name) =>
        Find(name) is { } encoding && encoding.GetBytes(PlainAscii).AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(PlainAscii));

    private static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
