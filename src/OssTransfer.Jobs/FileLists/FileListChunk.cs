namespace OssTransfer.Jobs.FileLists;

/// <summary>A piece of a list: whole lines.</summary>
/// <param name="FirstLine">The number of its first line, from 1.</param>
/// <param name="Lines">How many lines it has, blank ones and comments included.</param>
/// <param name="Bytes">The lines with their ends. Stays valid until the next piece is asked for.</param>
/// <param name="EndOffset">Bytes of the list up to the end of this piece: what was done of the list's length.</param>
public readonly record struct FileListChunk(long FirstLine, int Lines, ReadOnlyMemory<byte> Bytes, long EndOffset);
