using System.Security.Cryptography;

namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>Takes a body as it arrives, hashes it and keeps it (or only its length).</summary>
internal sealed class BodySink : IDisposable
{
    /// <summary>Up to here a body is copied into one array and hashed at once, which is cheaper than piece by piece.</summary>
    private const int SmallBytes = 256 * 1024;
    private const int SegmentBytes = 1024 * 1024;

    private readonly bool _keep;
    private readonly bool _wantSha256;
    private readonly byte[]? _small;
    private readonly IncrementalHash? _md5;
    private readonly IncrementalHash? _sha256;
    private readonly List<ReadOnlyMemory<byte>> _full = [];
    private byte[] _segment = [];
    private int _used;

    public BodySink(long expectedBytes, bool keep, bool wantSha256)
    {
        _keep = keep;
        _wantSha256 = wantSha256;
        if (expectedBytes <= SmallBytes)
        {
            _small = GC.AllocateUninitializedArray<byte>((int)expectedBytes);
            return;
        }

        _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        _sha256 = wantSha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    public long Length { get; private set; }

    /// <summary>Never more than the bytes that were expected.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (_small is not null)
        {
            bytes.CopyTo(_small.AsSpan((int)Length));
            Length += bytes.Length;
            return;
        }

        Length += bytes.Length;
        _md5!.AppendData(bytes);
        _sha256?.AppendData(bytes);
        if (_keep)
        {
            Keep(bytes);
        }
    }

    public ReceivedBody Finish()
    {
        if (_small is not null)
        {
            var content = _small.AsSpan(0, (int)Length);
            return new(
                _keep ? new([_small.AsMemory(0, (int)Length)]) : ObjectBytes.Discarded(Length),
                MD5.HashData(content),
                _wantSha256 ? SHA256.HashData(content) : null);
        }

        if (_used > 0)
        {
            _full.Add(_segment.AsMemory(0, _used));
        }

        return new(
            _keep ? new([.. _full]) : ObjectBytes.Discarded(Length),
            _md5!.GetHashAndReset(),
            _sha256?.GetHashAndReset());
    }

    public void Dispose()
    {
        _md5?.Dispose();
        _sha256?.Dispose();
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_used == _segment.Length)
            {
                if (_used > 0)
                {
                    _full.Add(_segment);
                }

                _segment = GC.AllocateUninitializedArray<byte>(SegmentBytes);
                _used = 0;
            }

            var piece = bytes[..Math.Min(bytes.Length, _segment.Length - _used)];
            piece.CopyTo(_segment.AsSpan(_used));
            _used += piece.Length;
            bytes = bytes[piece.Length..];
        }
    }
}
