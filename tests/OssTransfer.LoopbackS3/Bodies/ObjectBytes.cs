using System.IO.Pipelines;
using System.Security.Cryptography;

namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>
/// The bytes of an object: immutable segments, shared between an object, its copies and the parts it was made of.
/// A discarded body knows its length and nothing else.
/// </summary>
internal sealed class ObjectBytes
{
    public static readonly ObjectBytes Empty = new([]);

    private const int WriteBytes = 64 * 1024;
    private readonly ReadOnlyMemory<byte>[] _segments;

    public ObjectBytes(ReadOnlyMemory<byte>[] segments)
    {
        _segments = segments;
        foreach (var segment in segments)
        {
            Length += segment.Length;
        }
    }

    private ObjectBytes(long discardedLength)
    {
        _segments = [];
        Length = discardedLength;
        IsDiscarded = discardedLength > 0;
    }

    public long Length { get; }

    public bool IsDiscarded { get; }

    public static ObjectBytes Discarded(long length) => new(length);

    public static ObjectBytes Concat(IReadOnlyCollection<ObjectBytes> parts) =>
        parts.Any(part => part.IsDiscarded)
            ? new(parts.Sum(part => part.Length))
            : new([.. parts.SelectMany(part => part._segments)]);

    /// <summary>The segments that hold <paramref name="count"/> bytes from <paramref name="offset"/> on.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Segments(long offset, long count)
    {
        foreach (var segment in _segments)
        {
            if (count == 0)
            {
                yield break;
            }

            if (offset >= segment.Length)
            {
                offset -= segment.Length;
                continue;
            }

            var piece = segment.Slice((int)offset, (int)Math.Min(count, segment.Length - offset));
            offset = 0;
            count -= piece.Length;
            yield return piece;
        }
    }

    public ObjectBytes Slice(long offset, long count) =>
        IsDiscarded ? new(count) : new([.. Segments(offset, count)]);

    public byte[] ToArray()
    {
        if (IsDiscarded)
        {
            throw new InvalidOperationException("The server discards bodies.");
        }

        var array = new byte[Length];
        var at = 0;
        foreach (var segment in _segments)
        {
            segment.CopyTo(array.AsMemory(at));
            at += segment.Length;
        }

        return array;
    }

    public byte[] Md5()
    {
        if (_segments.Length <= 1)
        {
            return MD5.HashData(_segments.Length == 0 ? [] : _segments[0].Span);
        }

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var segment in _segments)
        {
            md5.AppendData(segment.Span);
        }

        return md5.GetHashAndReset();
    }

    public async Task WriteAsync(PipeWriter output, long offset, long count, CancellationToken cancellationToken)
    {
        foreach (var segment in Segments(offset, count))
        {
            for (var rest = segment; !rest.IsEmpty;)
            {
                var piece = rest[..Math.Min(rest.Length, WriteBytes)];
                if ((await output.WriteAsync(piece, cancellationToken)).IsCompleted)
                {
                    return;
                }

                rest = rest[piece.Length..];
            }
        }
    }
}
