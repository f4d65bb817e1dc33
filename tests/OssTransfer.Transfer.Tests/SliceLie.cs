namespace OssTransfer.Transfer.Tests;

/// <summary>What is wrong with the slices of a <see cref="LyingStore"/>.</summary>
public enum SliceLie
{
    /// <summary>None is given, though nothing said so.</summary>
    None,

    /// <summary>They name another size of the whole.</summary>
    OtherSize,

    /// <summary>They are said to be of another version.</summary>
    OtherVersion,
}
