namespace OssTransfer.Transfer.Guard;

/// <summary>What the guard must know of each operation.</summary>
internal static class RequestKinds
{
    /// <summary>Changes the store, so it needs the lease.</summary>
    public static bool Writes(this RequestKind kind) => kind is RequestKind.Put or RequestKind.Delete or RequestKind.Initiate
        or RequestKind.UploadPart or RequestKind.Complete or RequestKind.Abort or RequestKind.Copy;

    /// <summary>
    /// May be sent again after a lost answer without looking first. A completion may not: it has succeeded then, or the parts are still there, and the caller
    /// must find out which.
    /// </summary>
    public static bool IsRepeatable(this RequestKind kind) => kind is not RequestKind.Complete;

    /// <summary>The name in metrics.</summary>
    public static string Tag(this RequestKind kind) => kind switch
    {
        RequestKind.List => "list",
        RequestKind.Head => "head",
        RequestKind.Read => "get",
        RequestKind.Put => "put",
        RequestKind.Delete => "delete",
        RequestKind.Initiate => "initiate",
        RequestKind.UploadPart => "upload-part",
        RequestKind.ListParts => "list-parts",
        RequestKind.Complete => "complete",
        RequestKind.Abort => "abort",
        RequestKind.ListUploads => "list-uploads",
        RequestKind.Copy => "copy",
        RequestKind.ReadAcl => "get-acl",
        _ => "other",
    };
}
