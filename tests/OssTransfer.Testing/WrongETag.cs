using OssTransfer.Storage;

namespace OssTransfer.Testing;

internal static class WrongETag
{
    /// <summary>An ETag of the same form that is another one.</summary>
    public static string Of(string? etag) => etag is { Length: > 0 } ? (etag[0] == '0' ? '1' : '0') + etag[1..] : "0";

    public static WriteResult Apply(WriteResult result, Fault? fault) =>
        fault?.Kind == FaultKind.WrongETag ? result with { ETag = Of(result.ETag) } : result;
}
