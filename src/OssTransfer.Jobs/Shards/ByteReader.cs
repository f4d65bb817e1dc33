using System.Buffers.Binary;
using System.Text;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>Reads what <see cref="ByteWriter"/> wrote; anything else is an <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public byte Byte() => Take(1)[0];

    public ulong Unsigned()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
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

    /// <summary>The number of things that follow: each takes a byte at least, so a damaged count can't ask for more memory than the payload has bytes.</summary>
    public int Count()
    {
        var count = Int32();
        return count <= _rest.Length ? count : throw new InvalidDataException("A stored payload is cut.");
    }

    /// <summary>A time in UTC ticks.</summary>
    public DateTimeOffset Time()
    {
        var ticks = Signed();
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new(ticks, TimeSpan.Zero)
            : throw new InvalidDataException("A stored time is none.");
    }

    public long Signed()
    {
        var value = Unsigned();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public ReadOnlySpan<byte> Bytes() => Take(Int32());

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128BigEndian(Take(16));

    public ObjectKey Key(ObjectKey previous)
    {
        var shared = Int32();
        var rest = Bytes();
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
            ETagKind.LowerMultipart => new ETagForm(kind, UInt128(), Int32()).ToText(),
            ETagKind.LowerHex or ETagKind.UpperHex => new ETagForm(kind, UInt128(), 0).ToText(),
            _ => throw new InvalidDataException($"A stored ETag is of unknown kind {(byte)kind}."),
        };
    }

    public ContentDigest? Digest()
    {
        var parts = Int32();
        return parts == 0 ? null : new ContentDigest(UInt128(), parts, (long)Unsigned());
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
        {
            throw new InvalidDataException("A stored payload is cut.");
        }

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
