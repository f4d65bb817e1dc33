namespace OssTransfer.Storage.Disk;

/// <summary>A name of a directory, by its place in the directory's buffer.</summary>
internal struct NameSlot
{
    /// <summary>The first eight bytes of the name, as a number that orders like them.</summary>
    public ulong Head;

    /// <summary>The name as keys have it; a directory's ends with '/'. A NUL follows.</summary>
    public int Offset;

    public int Length;

    /// <summary>The name as the disk has it, without '/'. For a file a NUL follows.</summary>
    public int RawOffset;

    public int RawLength;

    public FileKind Kind;

    /// <summary>Not UTF-8, and not to be made so: the key shows the raw bytes.</summary>
    public bool Invalid;
}
