namespace OssTransfer.Jobs.Preflight;

/// <summary>What the ETag of an object turned out to be.</summary>
public enum ETagFinding
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The MD5 of the content.</summary>
    Md5,

    /// <summary>It looks like an MD5 and is not that of the content.</summary>
    OtherMd5,

    /// <summary>The form of objects that were written in parts.</summary>
    Composite,

    /// <summary>Anything else.</summary>
    Opaque,
}
