using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>
/// The values of a column in a group of rows, one after the other. It holds one page at a time, and the dictionary, however many rows there are.
/// </summary>
internal sealed class ParquetColumn(SafeFileHandle file, ParquetField field, ParquetChunk chunk)
{
    private readonly ParquetPages _pages = new(file, chunk);
    private long _rowsLeft = chunk.Rows;
    private byte[] _page = [];
    private int _rowsInPage;
    private bool _hasLevels;
    private HybridReader _levels;
    private ParquetEncoding _encoding;
    private HybridReader _numbers;
    private (int Next, int End) _values;
    private int _booleansRead;
    private byte[] _dictionary = [];
    private (int Start, int Length)[]? _entries;
    private (byte[] In, int Start, int Length) _value;

    /// <summary>This row has a value.</summary>
    public bool HasValue { get; private set; }

    /// <summary>The value of a column of <see cref="ParquetType.ByteArray"/>.</summary>
    public ReadOnlySpan<byte> Bytes => _value.In.AsSpan(_value.Start, _value.Length);

    /// <summary>The value of a column of <see cref="ParquetType.Int64"/>.</summary>
    public long Int64 => BinaryPrimitives.ReadInt64LittleEndian(Bytes);

    /// <summary>The value of a column of <see cref="ParquetType.Boolean"/>.</summary>
    public bool Boolean { get; private set; }

    /// <summary>Goes to the next row; there must be one.</summary>
    public void MoveNext()
    {
        while (_rowsInPage == 0)
        {
            ReadPage();
        }

        _rowsInPage--;
        HasValue = !_hasLevels || _levels.Next() != 0;
        if (HasValue)
        {
            ReadValue();
        }
    }

    private void ReadPage()
    {
        var header = _pages.Next();
        switch (header.Kind)
        {
            case ParquetPageKind.Dictionary:
                _pages.Read(header, ref _dictionary);
                _entries = EntriesOf(_dictionary.AsSpan(0, header.PlainBytes), header.Values);
                break;
            case ParquetPageKind.Data or ParquetPageKind.DataV2 when header.Values <= _rowsLeft:
                _pages.Read(header, ref _page);
                _rowsLeft -= header.Values;
                _rowsInPage = header.Values;
                Begin(header);
                break;
            case ParquetPageKind.Data or ParquetPageKind.DataV2:
                throw new InvalidDataException("it has a column with more rows than it says");
            default:
                break;
        }
    }

    /// <summary>A page has what says which rows have a value, where some may have none; then the values of those that have one.</summary>
    private void Begin(ParquetPageHeader header)
    {
        var start = header.LevelBytes;
        _hasLevels = field.Repetition == ParquetRepetition.Optional;
        if (_hasLevels)
        {
            var isSecond = header.Kind == ParquetPageKind.DataV2;
            start = isSecond ? start : LengthAt(0, header.PlainBytes) + sizeof(int);
            _levels = header.LevelEncoding == ParquetEncoding.Rle
                ? new HybridReader(_page, isSecond ? 0 : sizeof(int), start, bits: 1)
                : throw Encoded(header.LevelEncoding);
        }

        _encoding = header.Encoding;
        _values = (start, header.PlainBytes);
        _booleansRead = 0;
        _numbers = (field.Type, _encoding) switch
        {
            (_, ParquetEncoding.Plain) => default,
            (ParquetType.Boolean, ParquetEncoding.Rle) =>
                new HybridReader(_page, start + sizeof(int), start + sizeof(int) + LengthAt(start, header.PlainBytes), bits: 1),

            // The bits of a number are the first byte; a page without values may lack it.
            (not ParquetType.Boolean, ParquetEncoding.PlainDictionary or ParquetEncoding.RleDictionary) when _entries is not null =>
                new HybridReader(_page, start + 1, header.PlainBytes, start < header.PlainBytes ? _page[start] : 0),
            _ => throw Encoded(_encoding),
        };
    }

    /// <summary>The length of what comes next in a page, which stands in front of it in four bytes.</summary>
    private int LengthAt(int offset, int end) =>
        end - offset - sizeof(int) is >= 0 and var left && BinaryPrimitives.ReadInt32LittleEndian(_page.AsSpan(offset)) is >= 0 and var length && length <= left
            ? length
            : throw HybridReader.Cut();

    private (int Start, int Length)[] EntriesOf(ReadOnlySpan<byte> values, int count)
    {
        // A value has four bytes at least.
        var entries = count <= values.Length / sizeof(int) ? new (int, int)[count] : throw HybridReader.Cut();
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            entries[i] = Next(values, ref next);
        }

        return entries;
    }

    private void ReadValue()
    {
        if (field.Type == ParquetType.Boolean)
        {
            Boolean = _encoding == ParquetEncoding.Rle ? _numbers.Next() != 0 : NextBit();
        }
        else if (_encoding == ParquetEncoding.Plain)
        {
            var (start, length) = Next(_page.AsSpan(0, _values.End), ref _values.Next);
            _value = (_page, start, length);
        }
        else
        {
            var index = _numbers.Next();
            var (start, length) = (uint)index < (uint)_entries!.Length
                ? _entries[index]
                : throw new InvalidDataException("it has a value that its dictionary doesn't have");
            _value = (_dictionary, start, length);
        }
    }

    private bool NextBit()
    {
        var at = _values.Next + (_booleansRead >> 3);
        return at < _values.End ? ((_page[at] >> (_booleansRead++ & 7)) & 1) != 0 : throw HybridReader.Cut();
    }

    /// <summary>Where the next value is: eight bytes, or as many as the four bytes in front of it say.</summary>
    private (int Start, int Length) Next(ReadOnlySpan<byte> values, ref int next)
    {
        var start = next;
        var length = sizeof(long);
        if (field.Type == ParquetType.ByteArray)
        {
            start += sizeof(int);
            length = start <= values.Length ? BinaryPrimitives.ReadInt32LittleEndian(values[next..]) : -1;
        }

        next = length >= 0 && length <= values.Length - start ? start + length : throw HybridReader.Cut();
        return (start, length);
    }

    private NotSupportedException Encoded(ParquetEncoding encoding) => new($"its column {field.Name} is encoded as {encoding}");
}
