namespace OssTransfer.Storage.Disk;

/// <summary>What a name in a directory stands for; the numbers are those of <c>d_type</c>.</summary>
internal enum FileKind : byte
{
    Unknown = 0,
    Directory = 4,
    Regular = 8,
    Link = 10,

    /// <summary>Sockets, pipes, devices; not a number of <c>d_type</c>.</summary>
    Special = 255,
}
