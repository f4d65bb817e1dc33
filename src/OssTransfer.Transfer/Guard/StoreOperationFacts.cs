namespace OssTransfer.Transfer.Guard;

/// <summary>What the guard must know of each operation.</summary>
internal static class StoreOperationFacts
{
    /// <summary>Changes the store, so it needs the lease.</summary>
    public static bool Writes(this StoreOperation operation) => operation is StoreOperation.Put or StoreOperation.Delete or StoreOperation.Initiate
        or StoreOperation.UploadPart or StoreOperation.Complete or StoreOperation.Abort or StoreOperation.Copy;

    /// <summary>
    /// May be sent again after a lost answer without looking first. A completion may not: it has succeeded then, or the parts are still there,
    /// and who asked for it must find out.
    /// </summary>
    public static bool IsRepeatable(this StoreOperation operation) => operation is not StoreOperation.Complete;

    /// <summary>The name in metrics.</summary>
    public static string Tag(this StoreOperation operation) => operation switch
    {
        StoreOperation.List => "list",
        StoreOperation.Head => "head",
        StoreOperation.Read => "get",
        StoreOperation.Put => "put",
        StoreOperation.Delete => "delete",
        StoreOperation.Initiate => "initiate",
        StoreOperation.UploadPart => "upload-part",
        StoreOperation.ListParts => "list-parts",
        StoreOperation.Complete => "complete",
        StoreOperation.Abort => "abort",
        StoreOperation.ListUploads => "list-uploads",
        StoreOperation.Copy => "copy",
        _ => "other",
    };
}
