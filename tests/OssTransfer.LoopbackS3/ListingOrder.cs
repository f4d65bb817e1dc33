namespace OssTransfer.LoopbackS3;

/// <summary>In what order a server lists keys.</summary>
public enum ListingOrder
{
    /// <summary>The byte order of UTF-8, as S3 does.</summary>
    Bytes = 0,

    /// <summary>As a walk through directories: <c>/</c> comes before every other character.</summary>
    Directories = 1,

    /// <summary>By UTF-16 code units: characters beyond the first 65,536 come before the last ones of those.</summary>
    Utf16 = 2,

    /// <summary>By a hash of the key.</summary>
    Hashed = 3,
}
