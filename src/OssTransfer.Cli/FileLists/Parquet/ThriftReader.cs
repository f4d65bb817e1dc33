namespace OssTransfer.Cli.FileLists.Parquet;

/// <summary>
/// Reads what Parquet says of itself, in Thrift's compact protocol. Nothing is believed: a length or a count is at most what is left, and what is nested too
/// deep is refused.
/// </summary>
internal ref struct ThriftReader
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _depth;

    private ThriftReader(ReadOnlySpan<byte> data) => _data = data;

    /// <summary>Reads a structure.</summary>
    /// <param name="data">What begins with it.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <exception cref="InvalidDataException">It isn't one, or has no end.</exception>
    public static ThriftStruct Read(ReadOnlySpan<byte> data, out int length)
    {
        var reader = new ThriftReader(data);
        var read = reader.Struct();
        length = reader._position;
        return read;
    }

    private ThriftStruct Struct()
    {
        var fields = new Dictionary<int, object>();
        var id = 0;
        for (var header = Take(1)[0]; header != 0; header = Take(1)[0])
        {
            id = header >> 4 is not 0 and var more ? id + more : (short)Integer();
            fields[id] = (header & 0xF) switch
            {
                1 => true,
                2 => false,
                var type => Value(type),
            };
        }

        return new(fields);
    }

    private object Value(int type)
    {
        if (++_depth > MaxDepth)
        {
            throw ThriftStruct.Damaged();
        }

        object value = type switch
        {
            // In a list, a Boolean is a byte of its own.
            1 or 2 or 3 => (long)Take(1)[0],
            4 or 5 or 6 => Integer(),
            7 => Take(sizeof(double)).ToArray(),
            8 => Take(Varint()).ToArray(),
            9 or 10 => List(),
            12 => Struct(),
            _ => throw ThriftStruct.Damaged(),
        };
        _depth--;
        return value;
    }

    private object[] List()
    {
        var header = Take(1)[0];
        var count = header >> 4 is < 15 and var few ? (ulong)few : Varint();

        // An element is a byte at least.
        var values = count <= (ulong)(_data.Length - _position) ? new object[count] : throw ThriftStruct.Damaged();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(header & 0xF);
        }

        return values;
    }

    private long Integer()
    {
        var value = Varint();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw ThriftStruct.Damaged();
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        var taken = count <= (ulong)(_data.Length - _position) ? _data.Slice(_position, (int)count) : throw ThriftStruct.Damaged();
        _position += taken.Length;
        return taken;
    }
}
