using System.Text;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; anything else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader
{
    private const long MaxTicks = 3_155_378_975_999_999_999;

    private ReadOnlySpan<byte> _rest;
    private ReadOnlySpan<byte> _keys;
    private ReadOnlySpan<byte> _hashes;
    private ReadOnlySpan<byte> _numbers;

    /// <summary>Reads a single stream.</summary>
    public ByteReader(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>Reads columns.</summary>
    public ByteReader(ReadOnlySpan<byte> rest, ReadOnlySpan<byte> keys, ReadOnlySpan<byte> hashes, ReadOnlySpan<byte> numbers)
    {
        HasColumns = true;
        _rest = rest;
        _keys = keys;
        _hashes = hashes;
        _numbers = numbers;
    }

    /// <summary>What is read has columns.</summary>
    public readonly bool HasColumns { get; }

    /// <summary>Nothing follows: an older program wrote it, or there was nothing more to say.</summary>
    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ulong Unsigned() => Unsigned(ref _rest);

    private static ulong Unsigned(scoped ref ReadOnlySpan<byte> column)
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Take(ref column, 1)[0];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A stored number has no end.");
    }

    public int Int32()
    {
        var value = Unsigned();
        return value <= int.MaxValue ? (int)value : throw new InvalidDataException("A stored number is too large.");
    }

    /// <summary>
    /// The number of things that follow: each takes a byte at least, so a damaged count can't ask for more memory than the payload has bytes.
    /// </summary>
    public int Count()
    {
        var count = Int32();
        return count <= _rest.Length ? count : throw new InvalidDataException("A stored payload is cut.");
    }

    /// <summary>A time in UTC ticks; null where unknown, which is stored as 0.</summary>
    public DateTimeOffset? Time() => Time(Signed());

    /// <summary>The time that a stored number means.</summary>
    public static DateTimeOffset? Time(long ticks) => ticks is >= 0 and <= MaxTicks
        ? ticks == 0 ? null : new(ticks, TimeSpan.Zero)
        : throw new InvalidDataException("A stored time is none.");

    public long Signed()
    {
        var value = HasColumns ? Unsigned(ref _numbers) : Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    /// <summary>A size; null where unknown.</summary>
    public long? Size() => Signed() is >= 0 and var size ? size : null;

    /// <summary>A span of time in ticks.</summary>
    public long Ticks()
    {
        var value = Signed();
        if (!HasColumns)
        {
            return value;
        }

        var seconds = value >> 1;
        return unchecked((seconds * TimeSpan.TicksPerSecond) + ((value & 1) == 0 ? 0 : Signed()));
    }

    public ReadOnlySpan<byte> Bytes() => Take(Int32());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public Hash128 Hash() => Hash128.Read(HasColumns ? Take(ref _hashes, Hash128.Size) : Take(Hash128.Size));

    public ObjectKey Key(ObjectKey previous)
    {
        var shared = Int32();
        var rest = HasColumns ? Take(ref _keys, Int32()) : Bytes();
        if (shared > previous.Length)
        {
            throw new InvalidDataException("A stored key shares more than the key before it has.");
        }

        var key = new byte[shared + rest.Length];
        previous.Bytes[..shared].CopyTo(key);
        rest.CopyTo(key.AsSpan(shared));
        return new(key);
    }

    public string? ETag()
    {
        var kind = (ETagKind)Byte();
        return kind switch
        {
            ETagKind.None => null,
            ETagKind.Text => Text(),
            ETagKind.LowerMultipart => new ETagForm(kind, Hash(), Int32()).ToText(),
            ETagKind.LowerHex or ETagKind.UpperHex => new ETagForm(kind, Hash(), 0).ToText(),
            _ => throw new InvalidDataException($"A stored ETag is of unknown kind {(byte)kind}."),
        };
    }

    public ContentDigest? Digest()
    {
        var parts = Int32();
        return parts == 0 ? null : new ContentDigest(Hash(), parts, (long)Unsigned());
    }

    private ReadOnlySpan<byte> Take(int count) => Take(ref _rest, count);

    private static ReadOnlySpan<byte> Take(scoped ref ReadOnlySpan<byte> column, int count)
    {
        if (count > column.Length)
        {
            throw new InvalidDataException("A stored payload is cut.");
        }

        var taken = column[..count];
        column = column[count..];
        return taken;
    }
}
