namespace OssTransfer.Jobs.Preflight;

/// <summary>What becomes of a key at a destination.</summary>
public enum KeyKeeping
{
    /// <summary>It stays as it is.</summary>
    Kept,

    /// <summary>Nothing is known.</summary>
    Unknown,

    /// <summary>It is refused or changed.</summary>
    Refused,
}
