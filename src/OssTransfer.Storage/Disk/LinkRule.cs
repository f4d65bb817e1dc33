namespace OssTransfer.Storage.Disk;

/// <summary>Which links to files are read through. Links to directories never are.</summary>
public enum LinkRule
{
    /// <summary>All, wherever they lead.</summary>
    Follow,

    /// <summary>Those that lead to a file below the root.</summary>
    Inside,

    /// <summary>None.</summary>
    Skip,
}
