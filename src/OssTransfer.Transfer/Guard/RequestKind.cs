namespace OssTransfer.Transfer.Guard;

/// <summary>What a request does, as the guard and the metrics see it.</summary>
internal enum RequestKind
{
    List,
    Head,
    Read,
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
