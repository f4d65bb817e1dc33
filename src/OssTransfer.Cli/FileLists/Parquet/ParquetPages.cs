using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>The pages of a column in a group of rows, one after the other.</summary>
internal sealed class ParquetPages(SafeFileHandle file, ParquetChunk chunk)
{
    /// <summary>In which a page's header, statistics included, must fit.</summary>
    private const int HeaderBytes = 16 << 10;

    private readonly long _end = chunk.Start + chunk.Bytes;
    private readonly byte[] _window = new byte[HeaderBytes];
    private long _content = chunk.Start;
    private long _next = chunk.Start;

    /// <summary>Goes to the next page; there must be one.</summary>
    public ParquetPageHeader Next()
    {
        var window = _window.AsSpan(0, (int)Math.Min(HeaderBytes, _end - _next));
        ParquetFooter.ReadAt(file, window, _next);
        var header = ParquetPageHeader.Read(window, out var length);
        _content = _next + length;
        _next = header.Bytes <= _end - _content && header.LevelBytes <= Math.Min(header.Bytes, header.PlainBytes)
            ? _content + header.Bytes
            : throw new InvalidDataException("it has a page that is longer than what it is in");
        return header;
    }

    /// <summary>Reads the content of the page that it is at.</summary>
    /// <param name="header">The page's.</param>
    /// <param name="plain">Where it goes, decompressed; a longer one than before where it must be.</param>
    public void Read(ParquetPageHeader header, ref byte[] plain)
    {
        if (plain.Length < header.PlainBytes)
        {
            plain = GC.AllocateUninitializedArray<byte>(header.PlainBytes);
        }

        var page = ArrayPool<byte>.Shared.Rent(header.Bytes);
        try
        {
            ParquetFooter.ReadAt(file, page.AsSpan(0, header.Bytes), _content);
            page.AsSpan(0, header.LevelBytes).CopyTo(plain);
            Decompression.Decompress(
                header.IsCompressed ? chunk.Codec : ParquetCodec.Uncompressed,
                page.AsMemory(header.LevelBytes..header.Bytes),
                plain.AsMemory(header.LevelBytes..header.PlainBytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(page);
        }
    }
}
