using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Transfer.Hashing;

namespace OssTransfer.Benchmarks.Limit;

/// <summary>
/// What can't be left out of moving objects between two buckets, and nothing else: each object or part is read into a buffer, hashed once, sent, and its
/// digest held against the ETag of the answer. Requests are made beforehand, connections and buffers stay, nothing is retried, limited, measured or stored.
/// </summary>
internal static class LimitPass
{
    private const int PartBytes = 16 << 20;

    // Before an answer there is room for the head of the request that goes out in front of its body.
    private const int HeadBytes = 8 << 10;
    private const int SmallAtOnce = 16;
    private const int PartsAtOnce = 6;

    /// <summary>Moves everything; 0 where every answer tells the digest of what was sent.</summary>
    public static async Task<int> RunAsync(S3StoreOptions from, S3StoreOptions to)
    {
        await using var source = S3Stores.Open(from);
        await using var destination = S3Stores.Open(to);
        var (reads, writes) = (Requests(from), Requests(to));
        var (small, large) = (new List<LimitPiece>(), new List<(ObjectEntry Entry, string UploadId, List<LimitPiece> Parts)>());
        await foreach (var entry in source.Reader.ListAsync(new(default), CancellationToken.None).SelectMany(page => page.Entries))
        {
            var size = entry.Size!.Value;
            if (size <= PartBytes)
            {
                small.Add(new(reads.Get(entry.Key, 0, (int)size), writes.Put(entry.Key, (int)size), (int)size));
                continue;
            }

            var upload = await destination.Multipart!.InitiateAsync(new(entry.Key, new()), CancellationToken.None);
            var parts = new List<LimitPiece>();
            for (var offset = 0L; offset < size; offset += PartBytes)
            {
                var bytes = (int)Math.Min(PartBytes, size - offset);
                parts.Add(new(reads.Get(entry.Key, offset, bytes), writes.PutPart(entry.Key, upload.UploadId, parts.Count + 1, bytes), bytes));
            }

            large.Add((entry, upload.UploadId, parts));
        }

        var (sourceUrl, destinationUrl) = (new Uri(from.Endpoint), new Uri(to.Endpoint));
        await MoveAsync(sourceUrl, destinationUrl, small, SmallAtOnce);
        var digests = await MoveAsync(sourceUrl, destinationUrl, [.. large.SelectMany(item => item.Parts)], PartsAtOnce);
        var done = 0;
        foreach (var (entry, uploadId, parts) in large)
        {
            var uploaded = parts.Select((part, i) => new UploadedPart(i + 1, digests[done + i], part.Bytes)).ToList();
            await destination.Multipart!.CompleteAsync(entry.Key, uploadId, uploaded, CancellationToken.None);
            done += parts.Count;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{small.Count + large.Count} objects are transferred"));
        return 0;
    }

    private static LimitRequests Requests(S3StoreOptions options) =>
        new(S3Stores.Resolve(options, out _)!, options.AccessKey, options.SecretKey);

    /// <summary>The digests, in the order of the pieces. A thread for each pair of connections, and nothing between them.</summary>
    private static async Task<string[]> MoveAsync(Uri source, Uri destination, List<LimitPiece> pieces, int atOnce)
    {
        var digests = new string[pieces.Count];
        var hasher = new Md5Hasher();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, pieces.Count))
            .Select(_ => Task.Factory.StartNew(Move, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        return digests;

        void Move()
        {
            using var reading = new LimitConnection(source);
            using var writing = new LimitConnection(destination);
            var buffer = GC.AllocateUninitializedArray<byte>((2 * HeadBytes) + pieces.Max(piece => piece.Bytes), pinned: true);
            var answer = new byte[HeadBytes];
            while (Interlocked.Increment(ref next) is var i && i < pieces.Count)
            {
                var piece = pieces[i];
                Md5Stream? stream = null;
                reading.Send(piece.Get);
                var (start, end) = reading.ReadAnswer(
                    buffer,
                    HeadBytes,
                    piece.Bytes < Md5Hasher.WorthSharingBytes
                        ? null
                        : (at, filled) => (stream ??= hasher.Begin(buffer.AsMemory(at, piece.Bytes))).Filled(filled));
                digests[i] = Convert.ToHexStringLower(
                    stream is null ? MD5.HashData(buffer.AsSpan(start, piece.Bytes)) : stream.FinishAsync().AsTask().GetAwaiter().GetResult().ToBytes());
                stream?.DisposeAsync().AsTask().GetAwaiter().GetResult();

                var head = start - piece.Put.Length;
                piece.Put.CopyTo(buffer, head);
                writing.Send(buffer.AsSpan(head, end - head));
                var (told, _) = writing.ReadAnswer(answer, 0, null);
                if (end - start != piece.Bytes || !Encoding.Latin1.GetString(answer, 0, told).Contains(digests[i], StringComparison.Ordinal))
                {
                    throw new IOException($"what arrived of piece {i} is not what was read");
                }
            }
        }
    }
}
