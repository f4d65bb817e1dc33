namespace OssTransfer.Storage;

/// <summary>What an ETag says about the content.</summary>
public enum ETagMeaning
{
    /// <summary>Equal means unchanged, nothing more.</summary>
    Opaque = 0,

    /// <summary>For an object put in one request: 32 hex digits are the MD5 of the content, in either case.</summary>
    Md5 = 1,
}
