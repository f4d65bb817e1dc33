namespace OssTransfer.Transfer.LargeObjects;

/// <summary>How the attempt at one part ended.</summary>
public enum PartResult
{
    /// <summary>Not begun: another part had ended the upload before.</summary>
    NotMoved = 0,

    /// <summary>The destination has it.</summary>
    Moved = 1,

    /// <summary>What came is no slice of the version that is moved: the source is another one by now, or gives none. A new generation is needed.</summary>
    SourceChanged = 2,

    /// <summary>The source is no more.</summary>
    SourceGone = 3,

    /// <summary>The destination doesn't know the upload (any more): a new generation is needed.</summary>
    UploadGone = 4,

    /// <summary>Failed for another reason.</summary>
    Failed = 5,
}
