namespace OssTransfer.Emulators.Common;

/// <summary>How an object came to be.</summary>
public enum ObjectForm
{
    /// <summary>In one request.</summary>
    Normal,

    /// <summary>In parts.</summary>
    Multipart,

    /// <summary>By appending.</summary>
    Appendable,

    /// <summary>A name for another object of the bucket.</summary>
    Symlink,
}
