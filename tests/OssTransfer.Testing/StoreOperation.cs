namespace OssTransfer.Testing;

/// <summary>The kinds of requests that stores answer. A listing is one <see cref="List"/> a page.</summary>
public enum StoreOperation
{
    List,
    Head,
    Open,
    Put,
    Delete,
    Initiate,
    UploadPart,
    ListParts,
    Complete,
    Abort,
    ListUploads,
    Copy,
    ReadAcl,
}
