using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Memory;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Content;

/// <summary>Brings objects, or slices of them, into memory that was reserved before the source is opened, and hashes them on the way.</summary>
internal sealed class ContentReader(MemoryBudget memory, Md5Hasher hasher)
{
    // Small enough that a slow source gives each in time: a writer that waits longer would be taken for dead.
    private const int StreamBytes = 128 << 10;

    public MemoryBudget Memory => memory;

    /// <summary>Above it a body is streamed: a few such would be all that fits.</summary>
    public long LargestBufferedBytes => Math.Min(memory.TotalBytes / 4, memory.LargestPieceBytes);

    /// <summary>
    /// The whole object, compared with what its headers or else the listing (<paramref name="listed"/>) say of its content; in memory where it is not too large
    /// for that.
    /// </summary>
    public async Task<ObjectContent> OpenAsync(
        IObjectReader source, ObjectKey key, SourceVersion version, long size, IReadOnlyList<PublishedDigest> listed, CancellationToken cancellationToken)
    {
        if (size <= LargestBufferedBytes)
        {
            var content = await ReadAsync(source, new(key) { IfMatch = version.ETag }, version, (int)size, listed, cancellationToken);
            return content.Proof == SourceProof.Damaged ? throw Damaged(content)
                : content.Proof == SourceProof.Unproven && content.Info is { HasOneSize: true, IsMadeOnTheWay: true }
                ? await CodedAsStoredAsync(source, key, content, cancellationToken)
                : content;
        }

        var info = await SourceHeaders.AskAsync(source, key, version, cancellationToken) ?? throw ObjectRules.NotThere();
        version.Check(info);
        await SourceHeaders.CheckCodingAsync(source, key, info, cancellationToken);
        return new StreamedContent(
            this, source, new(key) { IfMatch = version.ETag }, version, size, info with { Digests = ObjectRules.Published(info, listed) });
    }

    /// <summary>Exactly these bytes of that version, or an exception.</summary>
    public async Task<BufferedContent> ReadAsync(
        IObjectReader source, ReadRequest request, SourceVersion version, int length, IReadOnlyList<PublishedDigest> listed,
        CancellationToken cancellationToken)
    {
        var rented = await memory.RentAsync(length, cancellationToken);
        try
        {
            await using var body = await source.OpenAsync(request, cancellationToken);
            version.Check(body.Info);
            var md5 = await FillAsync(body, rented.Memory, cancellationToken);
            rented.MarkFilled();
            return new(rented, body.Info with { Digests = ObjectRules.Published(body.Info, listed) }, md5);
        }
        catch
        {
            rented.Dispose();
            throw;
        }
    }

    /// <summary>Passes exactly these bytes of that version on, hashing them; the last ones only after <paramref name="accept"/> took the digest.</summary>
    public async Task CopyAsync(
        IObjectReader source, SliceRead read, Stream destination, Action<ObjectInfo, SliceDigest> accept, CancellationToken cancellationToken)
    {
        using var rented = await memory.RentAsync((int)Math.Min(StreamBytes, read.Length), cancellationToken);
        using var hasher = new SliceHasher(read.Published);
        await using var body = await source.OpenAsync(read.Request, cancellationToken);
        read.Version.Check(body.Info);
        for (var left = read.Length; left > 0;)
        {
            var chunk = rented.Memory[..(int)Math.Min(rented.Memory.Length, left)];
            if (await FillAsync(body.Content, chunk, cancellationToken) is var filled && filled < chunk.Length)
            {
                throw SourceVersion.WrongLength(read.Length, read.Length - left + filled, body.Info);
            }

            hasher.Append(chunk.Span);
            left -= chunk.Length;
            if (left == 0)
            {
                await CheckEndAsync(body, read.Length, cancellationToken);
                accept(body.Info with { Digests = ObjectRules.Published(body.Info, read.Published) }, hasher.Finish());
            }

            await destination.WriteAsync(chunk, cancellationToken);
        }
    }

    /// <summary>Reads a version to its end in one stream: its digest, in parts of that size or 0 for the MD5 of the whole, and its length.</summary>
    public async Task<(ContentDigest Digest, long Size)> DigestStreamAsync(
        IObjectReader source, ObjectKey key, SourceVersion version, long partBytes, CancellationToken cancellationToken)
    {
        using var rented = await memory.RentAsync((int)Math.Clamp(version.Size ?? StreamBytes, 1, StreamBytes), cancellationToken);
        await using var body = await source.OpenAsync(new(key) { IfMatch = version.ETag }, cancellationToken);
        version.Check(body.Info);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var md5s = new List<Hash128>();
        var (read, inPart) = (0L, 0L);
        for (var isOver = false; !isOver;)
        {
            var room = partBytes == 0 ? rented.Memory : rented.Memory[..(int)Math.Min(rented.Memory.Length, partBytes - inPart)];
            var filled = await FillAsync(body.Content, room, cancellationToken);
            hash.AppendData(room.Span[..filled]);
            (read, inPart) = (read + filled, inPart + filled);
            isOver = filled < room.Length || read > version.Size;
            if (isOver ? inPart > 0 || md5s.Count == 0 : inPart == partBytes)
            {
                md5s.Add(Hash128.Read(hash.GetHashAndReset()));
                inPart = 0;
            }
        }

        version.CheckLength(read, body.Info);
        return (md5s.Count == 1 ? new(md5s[0], 1, 0) : new(PartDigests.Combine(md5s), md5s.Count, partBytes), read);
    }

    /// <summary>Fills the memory with the next bytes of a stream; how many there were before it ended.</summary>
    public static async Task<int> FillAsync(Stream content, Memory<byte> target, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < target.Length && await content.ReadAsync(target[filled..], cancellationToken) is > 0 and var read)
        {
            filled += read;
        }

        return filled;
    }

    /// <summary>The MD5 of memory that is filled already.</summary>
    public async ValueTask<Hash128> HashAsync(ReadOnlyMemory<byte> content)
    {
        if (content.Length < Md5Hasher.WorthSharingBytes)
        {
            return HashAlone(content.Span);
        }

        await using var stream = hasher.Begin(content);
        stream.Filled(content.Length);
        return await stream.FinishAsync();
    }

    private async Task<Hash128> FillAsync(ObjectBody body, Memory<byte> target, CancellationToken cancellationToken)
    {
        if (target.Length < Md5Hasher.WorthSharingBytes)
        {
            await ReadExactlyAsync(body, target, null, cancellationToken);
            await CheckEndAsync(body, target.Length, cancellationToken);
            return HashAlone(target.Span);
        }

        await using var stream = hasher.Begin(target);
        await ReadExactlyAsync(body, target, stream, cancellationToken);
        await CheckEndAsync(body, target.Length, cancellationToken);
        return await stream.FinishAsync();
    }

    private static Hash128 HashAlone(ReadOnlySpan<byte> content)
    {
        Span<byte> md5 = stackalloc byte[Hash128.Size];
        MD5.HashData(content, md5);
        return Hash128.Read(md5);
    }

    private static async Task ReadExactlyAsync(ObjectBody body, Memory<byte> target, Md5Stream? stream, CancellationToken cancellationToken)
    {
        for (var filled = 0; filled < target.Length;)
        {
            var read = await body.Content.ReadAsync(target[filled..], cancellationToken);
            if (read == 0)
            {
                throw SourceVersion.WrongLength(target.Length, filled, body.Info);
            }

            filled += read;
            stream?.Filled(filled);
        }
    }

    /// <summary>A source that has more than it said has changed; one that checks at the end (a disk) does it at this read.</summary>
    private static async Task CheckEndAsync(ObjectBody body, long promised, CancellationToken cancellationToken)
    {
        var one = new byte[1];
        if (await body.Content.ReadAsync(one, cancellationToken) > 0)
        {
            throw SourceVersion.WrongLength(promised, promised + 1, body.Info);
        }
    }

    /// <summary>Nothing proves these bytes, and they may have been made on the way: they must have the coding that HEAD names.</summary>
    private static async Task<BufferedContent> CodedAsStoredAsync(
        IObjectReader source, ObjectKey key, BufferedContent content, CancellationToken cancellationToken)
    {
        try
        {
            var (stored, sent) = ((await source.HeadAsync(key, cancellationToken))?.Metadata.ContentEncoding, content.Info.Metadata.ContentEncoding);
            return stored == sent ? content : throw ChangedOnTheWay.Codings(stored, sent);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    private static StorageException Damaged(BufferedContent content)
    {
        content.Dispose();
        return Damaged(content.Info);
    }

    /// <param name="info">What came with it; null where that is long ago.</param>
    internal static StorageException Damaged(ObjectInfo? info) => new(
        StorageErrorKind.Damaged,
        "what was read has another digest than the source publishes: it was damaged, or decoded or encoded on the way"
        + (info is { IsMadeOnTheWay: true } ? ChangedOnTheWay.Suspicion : ""));
}
