using OssTransfer.Jobs.Config;

namespace OssTransfer.Grains.Service;

/// <summary>Whether two destinations are the same place, or one lies inside the other.</summary>
internal static class DestinationOverlap
{
    public static bool Between(DestinationSpec left, DestinationSpec right) => (left, right) switch
    {
        ({ Disk: { } a }, { Disk: { } b }) => Nested(Folder(a.Path) + left.Prefix, Folder(b.Path) + right.Prefix),
        ({ Cloud: { } a }, { Cloud: { } b }) => a.Bucket == b.Bucket
            && string.Equals(a.Endpoint?.Authority, b.Endpoint?.Authority, StringComparison.OrdinalIgnoreCase)
            && Nested(left.Prefix, right.Prefix),
        _ => false,
    };

    private static bool Nested(string left, string right) =>
        left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal);

    private static string Folder(string path) => path.EndsWith('/') ? path : path + "/";
}
