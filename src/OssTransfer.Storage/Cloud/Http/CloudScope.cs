namespace OssTransfer.Storage.Cloud.Http;

/// <summary>What a call is about, where a status alone doesn't say what is missing or forbidden.</summary>
internal enum CloudScope
{
    /// <summary>One object.</summary>
    Object,

    /// <summary>The bucket: a listing.</summary>
    Bucket,

    /// <summary>A multipart upload.</summary>
    Upload,
}
