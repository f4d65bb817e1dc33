namespace OssTransfer.Transfer.Verification;

/// <summary>What reading an object again has shown.</summary>
public enum ContentMatch
{
    /// <summary>The same content.</summary>
    Equal = 0,

    /// <summary>Other content, or another length.</summary>
    Differs = 1,

    /// <summary>No such object at the destination.</summary>
    Missing = 2,

    /// <summary>It could not be read to its end.</summary>
    Unknown = 3,
}
