using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Preflight;

/// <summary>Decides what an ETag is. Pure.</summary>
public static class ETagFindings
{
    /// <summary>What it is, by the content.</summary>
    /// <param name="etag">Without quotes; null where there is none.</param>
    /// <param name="md5">Of the content, 16 bytes.</param>
    public static ETagFinding Of(string? etag, ReadOnlySpan<byte> md5) => ETagForm.Of(etag).Kind switch
    {
        ETagKind.None => ETagFinding.None,
        ETagKind.LowerHex or ETagKind.UpperHex =>
            Convert.ToHexString(md5).Equals(etag, StringComparison.OrdinalIgnoreCase) ? ETagFinding.Md5 : ETagFinding.OtherMd5,
        ETagKind.LowerMultipart => ETagFinding.Composite,
        _ => ETagFinding.Opaque,
    };

    /// <summary>For scripts.</summary>
    public static string Name(ETagFinding finding) => finding switch
    {
        ETagFinding.None => "none",
        ETagFinding.Md5 => "md5",
        ETagFinding.OtherMd5 => "other-md5",
        ETagFinding.Composite => "composite",
        _ => "opaque",
    };

    /// <summary>For people.</summary>
    public static string Text(ETagFinding finding) => finding switch
    {
        ETagFinding.None => "it has no ETag",
        ETagFinding.Md5 => "its ETag is its MD5",
        ETagFinding.OtherMd5 => "its ETag looks like an MD5 and is not its MD5",
        ETagFinding.Composite => "its ETag is that of an object written in parts",
        _ => "its ETag is no MD5",
    };
}
