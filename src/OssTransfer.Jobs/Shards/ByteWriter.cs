using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Shards;

/// <summary>Writes the compact binary form of manifests and progress: variable-length integers, ETags as their bytes.</summary>
internal sealed class ByteWriter
{
    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    public ReadOnlySpan<byte> Written => _buffer.WrittenSpan;

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Unsigned(ulong value)
    {
        var span = _buffer.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    /// <summary>Zigzag: small numbers of either sign are short.</summary>
    public void Signed(long value) => Unsigned((ulong)(value << 1) ^ (ulong)(value >> 63));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Unsigned((ulong)bytes.Length);
        _buffer.Write(bytes);
    }

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void UInt128(UInt128 value)
    {
        BinaryPrimitives.WriteUInt128BigEndian(_buffer.GetSpan(16), value);
        _buffer.Advance(16);
    }

    /// <summary>The key without what it shares with the one before.</summary>
    public void Key(ObjectKey key, ObjectKey previous)
    {
        var shared = key.Bytes.CommonPrefixLength(previous.Bytes);
        Unsigned((ulong)shared);
        Bytes(key.Bytes[shared..]);
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
                UInt128(form.Hash);
                Unsigned((ulong)form.Parts);
                break;
            default:
                UInt128(form.Hash);
                break;
        }
    }

    public void Digest(ContentDigest? digest)
    {
        Unsigned((ulong)(digest?.Parts ?? 0));
        if (digest is { } value)
        {
            UInt128(value.Hash);
            Unsigned((ulong)value.PartBytes);
        }
    }
}
