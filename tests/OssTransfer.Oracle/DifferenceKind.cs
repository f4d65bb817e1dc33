namespace OssTransfer.Oracle;

/// <summary>How a place differs at one key from what it shall hold.</summary>
public enum DifferenceKind
{
    /// <summary>There is none.</summary>
    Missing,

    /// <summary>There is one that nobody asked for.</summary>
    Extra,

    /// <summary>There is another one.</summary>
    Other,
}
