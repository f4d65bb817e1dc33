namespace OssTransfer.Storage;

/// <summary>How the store itself has held the body that it took against a digest sent with it.</summary>
public enum BodyCheck
{
    /// <summary>Not at all, as far as is known.</summary>
    None = 0,

    /// <summary>It checks the Content-MD5 that it is sent, and took the body.</summary>
    ContentMd5 = 1,

    /// <summary>Its answer repeats the checksum that it was sent.</summary>
    Checksum = 2,
}
