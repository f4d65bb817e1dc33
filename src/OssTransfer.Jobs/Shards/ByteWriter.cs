using System.Buffers;
using System.Text;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>
/// Writes the compact binary form of manifests and progress: variable-length integers, ETags as their bytes. With columns, what is alike stands together:
/// the bytes of keys, hashes, and signed numbers each in a column of their own, so that each compresses as well as it can.
/// </summary>
internal sealed class ByteWriter
{
    /// <summary>How many columns there are.</summary>
    public const int Columns = 4;

    /// <summary>The column of what nothing compresses.</summary>
    public const int HashColumn = 2;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);
    private readonly ArrayBufferWriter<byte> _keys;
    private readonly ArrayBufferWriter<byte> _hashes;
    private readonly ArrayBufferWriter<byte> _numbers;

    /// <summary>Writes a single stream, or columns.</summary>
    public ByteWriter(bool withColumns = false) =>
        (_keys, _hashes, _numbers) = withColumns ? (new(4096), new(4096), new(4096)) : (_buffer, _buffer, _buffer);

    /// <summary>The version of <see cref="Payload"/> that a reader must know.</summary>
    public byte Version { get; private set; } = Payload.Columns;

    /// <summary>What is written now means something to readers of this version only: older ones shall refuse it instead of misreading it.</summary>
    public void Needs(byte version) => Version = Math.Max(Version, version);

    /// <summary>The single stream.</summary>
    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    /// <summary>A column, in the order in which readers take them.</summary>
    public ReadOnlySpan<byte> Column(int column) => (column switch
    {
        0 => _buffer,
        1 => _keys,
        HashColumn => _hashes,
        _ => _numbers,
    }).WrittenSpan;

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Unsigned(ulong value) => Unsigned(_buffer, value);

    private static void Unsigned(ArrayBufferWriter<byte> buffer, ulong value)
    {
        var span = buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        buffer.Advance(length);
    }

    /// <summary>Zigzag: small numbers of either sign are short.</summary>
    public void Signed(long value) => Unsigned(_numbers, (ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>A size; an unknown one is stored as -1.</summary>
    public void Size(long? size) => Signed(size ?? -1);

    /// <summary>A span of time in ticks; whole seconds, as stores give them, are short. In a single stream as <see cref="Signed"/>.</summary>
    public void Ticks(long value)
    {
        if (ReferenceEquals(_numbers, _buffer))
        {
            Signed(value);
        }
        else if (value % TimeSpan.TicksPerSecond == 0)
        {
            Signed(value / TimeSpan.TicksPerSecond * 2);
        }
        else
        {
            // The lowest bit distinguishes the two; the highest bit that it costs is in the next number.
            Signed(((value / TimeSpan.TicksPerSecond) * 2) | 1);
            Signed(value % TimeSpan.TicksPerSecond);
        }
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Hash(Hash128 value)
    {
        value.Write(_hashes.GetSpan(Hash128.Size));
        _hashes.Advance(Hash128.Size);
    }

    /// <summary>The key without what it shares with the one before.</summary>
    public void Key(ObjectKey key, ObjectKey previous)
    {
        var shared = key.Bytes.CommonPrefixLength(previous.Bytes);
        Unsigned((ulong)shared);
        Unsigned((ulong)(key.Length - shared));
        _keys.Write(key.Bytes[shared..]);
    }

    public void ETag(string? etag)
    {
        var form = ETagForm.Of(etag);
        Byte((byte)form.Kind);
        switch (form.Kind)
        {
            case ETagKind.None:
                break;
            case ETagKind.Text:
                Text(etag!);
                break;
            case ETagKind.LowerMultipart:
                Hash(form.Hash);
                Unsigned((ulong)form.Parts);
                break;
            default:
                Hash(form.Hash);
                break;
        }
    }

    public void Digest(ContentDigest? digest)
    {
        Unsigned((ulong)(digest?.Parts ?? 0));
        if (digest is { } value)
        {
            Hash(value.Hash);
            Unsigned((ulong)value.PartBytes);
        }
    }
}
