namespace OssTransfer.Storage.Disk;

/// <summary>Memory that the names of one directory may take.</summary>
/// <param name="Bytes">So much.</param>
/// <param name="MayBePart">A directory with more names is read several times; false: not at all.</param>
internal readonly record struct NamesRoom(int Bytes, bool MayBePart);
