using System.Buffers.Binary;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>
/// Small numbers as Parquet writes them: runs of one number, and numbers side by side in as many bits as they need
/// (<see href="https://parquet.apache.org/docs/file-format/data-pages/encodings/#RLE"/>).
/// </summary>
/// <param name="data">What holds them.</param>
/// <param name="start">Where the first begins.</param>
/// <param name="end">Behind the last.</param>
/// <param name="bits">Of a number.</param>
internal struct HybridReader(byte[] data, int start, int end, int bits)
{
    private const int MaxBits = 32;

    private int _next = start;
    private long _left;
    private long _bit;
    private bool _isRun;
    private int _value;

    /// <summary>The next number.</summary>
    public int Next()
    {
        while (_left == 0)
        {
            Begin();
        }

        _left--;
        return _isRun ? _value : Unpack();
    }

    private void Begin()
    {
        var header = Header();
        var count = (long)(header >> 1);
        _isRun = (header & 1) == 0;
        _left = _isRun ? count : count * 8;
        var bytes = _isRun ? (bits + 7) / 8 : count * bits;
        if (bits > MaxBits || (_isRun && bytes > end - _next))
        {
            throw Cut();
        }

        if (_isRun)
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            value.Clear();
            data.AsSpan(_next, (int)bytes).CopyTo(value);
            _value = BinaryPrimitives.ReadInt32LittleEndian(value);
        }

        // Of numbers side by side, those that fill the last eight may be missing.
        _bit = _next * 8L;
        _next = (int)Math.Min(end, _next + bytes);
    }

    /// <summary>What comes next, and how much of it.</summary>
    private uint Header()
    {
        var header = 0U;
        for (var shift = 0; shift < 32; shift += 7)
        {
            var next = _next < end ? data[_next++] : throw Cut();
            header |= (uint)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return header;
            }
        }

        throw Cut();
    }

    private int Unpack()
    {
        var at = (int)(_bit >> 3);
        var shift = (int)(_bit & 7);
        _bit += bits;
        if (_bit > _next * 8L)
        {
            throw Cut();
        }

        var mask = (1UL << bits) - 1;
        if (at + sizeof(ulong) <= data.Length)
        {
            return (int)((BinaryPrimitives.ReadUInt64LittleEndian(data.AsSpan(at)) >> shift) & mask);
        }

        var word = 0UL;
        for (var i = 0; i < sizeof(ulong) && at + i < data.Length; i++)
        {
            word |= (ulong)data[at + i] << (8 * i);
        }

        return (int)((word >> shift) & mask);
    }

    /// <summary>A page has fewer bytes than its values.</summary>
    public static InvalidDataException Cut() => new("it has a page that ends in the middle of a value");
}
