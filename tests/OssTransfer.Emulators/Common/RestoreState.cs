namespace OssTransfer.Emulators.Common;

/// <summary>Whether an object can be read.</summary>
public enum RestoreState
{
    /// <summary>It was never archived.</summary>
    None,

    /// <summary>Archived.</summary>
    Frozen,

    /// <summary>Being restored, not yet readable.</summary>
    Restoring,

    /// <summary>Archived, with a copy that can be read.</summary>
    Restored,
}
