namespace OssTransfer.Transfer.Verification;

/// <summary>What is known of two objects' contents without reading them.</summary>
public enum ComparisonKind
{
    /// <summary>Nothing that decides: they must be read, or sent.</summary>
    Unknown = 0,

    /// <summary>The same.</summary>
    Equal = 1,

    /// <summary>Not the same.</summary>
    Differs = 2,
}
