using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using OssTransfer.Storage;
using OssTransfer.World.Cluster;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Stores;

/// <summary>One silo's way to a bucket. What it has sent arrives, whatever becomes of the silo meanwhile.</summary>
internal sealed class SimulatedStore(Scheduler scheduler, Bucket bucket, StoreFaults faults, SimulatedSilo silo)
    : IObjectStore, IObjectReader, IObjectWriter, IMultipartWriter
{
    /// <summary>Objects above it go in parts.</summary>
    public const int MaxPutBytes = 192;

    /// <summary>Bytes of a part.</summary>
    public const int MaxPartBytes = 96;

    // Who waits for an answer has given up by then, and somebody else may have written.
    private static readonly TimeSpan LateAfter = TimeSpan.FromSeconds(1);

    private bool _hasAnswered;

    public StoreTraits Traits { get; } = new()
    {
        Name = bucket.Name,
        KeyOrder = KeyOrder.Utf8Bytes,
        ListsAfterAnyKey = true,
        ReportsTime = true,
        ETag = ETagMeaning.Md5,
        MultipartETagIsComposite = true,
        PartETagIsMd5 = true,
        ChecksContentMd5 = true,
        MaxPutBytes = MaxPutBytes,
        MinPartBytes = 1,
        MaxPartBytes = MaxPartBytes,
    };

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => this;

    public IMultipartWriter? Multipart => this;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => _hasAnswered ? bucket.ClockOffset - (silo.Time.Offset) : null;

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ObjectKey? after = request.From is { } from ? new(from.Value.Span) : null;
        while (true)
        {
            var size = Math.Min(request.PageSize, 5);
            if (faults.PageDelay() is var delay && delay > TimeSpan.Zero)
            {
                await scheduler.DelayAsync(delay, silo).WaitAsync(cancellationToken);
            }

            var rows = await AskAsync($"list after {after}", () => bucket.List(request.Prefix, after, size + 1), cancellationToken);
            var entries = rows.Take(size)
                .Select(row => new ObjectEntry(row.Key, bucket.HidesListedSizes ? null : row.Value.Content.Length, row.Value.LastModified, row.Value.ETag))
                .ToList();
            var isLast = rows.Count <= size;
            yield return new(entries, isLast ? null : ListCursor.After(entries[^1].Key));
            if (isLast)
            {
                yield break;
            }

            after = entries[^1].Key;
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        AskAsync($"head {key}", () => bucket.Objects.TryGetValue(key, out var stored) ? InfoOf(stored) : null, cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var stored = await AskAsync($"get {request.Key}", () => Find(request), cancellationToken);
        var content = request.Range is { } range ? stored.Content.AsSpan((int)range.Offset, (int)range.Length).ToArray() : stored.Content;
        var cutAt = faults.CutsBody ? scheduler.Random.Next(content.Length + 1) : int.MaxValue;
        var body = new CutStream(content, cutAt, () => scheduler.DelayAsync(faults.Latency(), silo));
        return new(InfoOf(stored), body, bucket.HidesSizes ? null : content.Length);
    }

    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        faults.Writes?.Invoke($"{silo.Name} writes {request.Target.Key}");
        var body = await ReadAsync(request.Body, request.Md5, cancellationToken);
        bucket.Count(body.Length == request.Body.Length ? 1 : 0, body.Length);
        var sentAt = scheduler.Now;
        var stored = await AskAsync(
            $"put {request.Target.Key} {body.Length}",
            () =>
            {
                NoteIfLate(request.Target.Key, sentAt);
                return bucket.Put(request.Target.Key, body, request.Target.Metadata, Stores.Writer.Program);
            },
            cancellationToken,
            Joint.Put,
            request.Target.Key);
        return new(stored.ETag) { HasOpaqueETag = bucket.Encrypts, Checked = request.Md5 is null ? BodyCheck.None : BodyCheck.ContentMd5 };
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => AskAsync(
        $"delete {key}",
        () =>
        {
            bucket.Delete(key);
            return true;
        },
        cancellationToken);

    public async Task<StartedUpload> InitiateAsync(WriteTarget target, CancellationToken cancellationToken) =>
        new(await AskAsync($"initiate {target.Key}", () => bucket.Initiate(target), cancellationToken, Joint.Initiate)) { HasOpaqueETags = bucket.Encrypts };

    public async Task<UploadedPart> UploadPartAsync(PartRequest request, CancellationToken cancellationToken)
    {
        faults.Writes?.Invoke($"{silo.Name} writes part {request.Number} of {request.Key}");
        var body = await ReadAsync(request.Body, request.Md5, cancellationToken);
        bucket.Count(0, body.Length);
        var etag = await AskAsync(
            $"part {request.Number} of {request.Key}", () => bucket.PutPart(request.UploadId, request.Number, body), cancellationToken, Joint.Part);
        return new(request.Number, etag, body.Length)
        {
            HasOpaqueETag = bucket.Encrypts,
            Checked = request.Md5 is null ? BodyCheck.None : BodyCheck.ContentMd5,
        };
    }

    public async IAsyncEnumerable<UploadedPart> ListPartsAsync(
        ObjectKey key, string uploadId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var part in await AskAsync($"parts of {key}", () => bucket.Parts(uploadId), cancellationToken))
        {
            yield return part;
        }
    }

    public async Task<WriteResult> CompleteAsync(ObjectKey key, string uploadId, IReadOnlyList<UploadedPart> parts, CancellationToken cancellationToken)
    {
        faults.Writes?.Invoke($"{silo.Name} completes {key}");
        var sentAt = scheduler.Now;
        var stored = await AskAsync(
            $"complete {key}",
            () =>
            {
                NoteIfLate(key, sentAt);
                var whole = bucket.Complete(uploadId, parts);
                bucket.Count(1, 0);
                return whole;
            },
            cancellationToken,
            Joint.Complete,
            key);
        return new(stored.ETag) { HasOpaqueETag = bucket.Encrypts };
    }

    public Task AbortAsync(ObjectKey key, string uploadId, CancellationToken cancellationToken) => AskAsync(
        $"abort {key}",
        () =>
        {
            bucket.Abort(uploadId);
            return true;
        },
        cancellationToken,
        Joint.Abort);

    public async IAsyncEnumerable<PendingUpload> ListUploadsAsync(ObjectKey prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private ObjectInfo InfoOf(StoredObject stored) =>
        new(bucket.HidesSizes ? null : stored.Content.Length, stored.LastModified, stored.ETag, stored.Metadata)
        {
            HasOpaqueETag = bucket.Encrypts,
            IsStamped = true,
            IsMadeOnTheWay = bucket.HidesSizes,
            ReadsOnlyWhole = bucket.HidesSizes,
        };

    private static async Task<byte[]> ReadAsync(UploadBody body, ReadOnlyMemory<byte>? md5, CancellationToken cancellationToken)
    {
        var buffer = new MemoryStream();
        await body.WriteToAsync(buffer, cancellationToken);
        var content = buffer.ToArray();
        body.WentOut(content.Length);
        return md5 is null || md5.Value.Span.SequenceEqual(MD5.HashData(content))
            ? content
            : throw new StorageException(StorageErrorKind.Damaged, "the body isn't what its Content-MD5 says") { Status = 400 };
    }

    private StoredObject Find(ReadRequest request) => !bucket.Objects.TryGetValue(request.Key, out var stored)
        ? throw new StorageException(StorageErrorKind.NotFound, $"{request.Key} isn't there") { Status = 404 }
        : request.IfMatch is null || request.IfMatch == stored.ETag
            ? stored
            : throw new StorageException(StorageErrorKind.SourceChanged, $"{request.Key} is another version by now") { Status = 412 };

    private void NoteIfLate(ObjectKey key, TimeSpan sentAt)
    {
        if (scheduler.Now - sentAt > LateAfter)
        {
            bucket.NoteLate(key);
        }
    }

    private async Task<T> AskAsync<T>(
        string what, Func<T> apply, CancellationToken cancellationToken, Joint joint = Joint.None, ObjectKey? written = null)
    {
        var asked = new TaskCompletionSource<T>();
        await using var cut = cancellationToken.UnsafeRegister((_, token) => asked.TrySetCanceled(token), null);
        var strike = faults.Bursts.At(joint, isDone: false, isCall: false);
        if (strike == Strike.CallerFrozen)
        {
            faults.Bursts.FreezeNow(silo);
            await scheduler.DelayAsync(TimeSpan.Zero, silo);
        }
        else if (strike == Strike.CallerKilled)
        {
            faults.Bursts.KillSoon(silo);
        }

        var isLost = strike == Strike.RequestLost || faults.LosesRequest;
        var isAnswerLost = faults.LosesAnswer;
        scheduler.Trace.Add(scheduler.Now, $"{silo.Name} {bucket.Name} {what}{(isLost ? " (lost)" : isAnswerLost ? " (answer lost)" : "")}");
        if (!isLost)
        {
            scheduler.After(faults.Latency(), null, () => Serve(asked, apply, isAnswerLost, joint, written));
        }

        var answer = await asked.Task;
        _hasAnswered = true;
        return answer;
    }

    private void Serve<T>(TaskCompletionSource<T> asked, Func<T> apply, bool isAnswerLost, Joint joint, ObjectKey? written)
    {
        Action answer;
        if (faults.Throttles(out var retryAfter))
        {
            answer = () => asked.TrySetException(
                new StorageException(StorageErrorKind.Throttled, "503 SlowDown") { Status = 503, Code = "SlowDown", RetryAfter = retryAfter });
        }
        else if (faults.Refuses)
        {
            answer = () => asked.TrySetException(new StorageException(StorageErrorKind.Transient, "503 ServiceUnavailable") { Status = 503 });
        }
        else
        {
            try
            {
                var result = apply();
                answer = () => asked.TrySetResult(result);
            }
            catch (StorageException exception)
            {
                answer = () => asked.TrySetException(exception);
            }
        }

        var strike = faults.Bursts.At(joint, isDone: true, isCall: false);
        faults.Bursts.Strikes(strike, written);
        if (strike == Strike.CallerKilled)
        {
            faults.Bursts.KillSoon(silo);
        }
        else if (strike == Strike.CallerFrozen)
        {
            faults.Bursts.FreezeNow(silo);
        }

        if (isAnswerLost || strike == Strike.AnswerLost)
        {
            // The connection breaks, or nothing comes until whoever waits gives up.
            if (scheduler.Chance(50))
            {
                return;
            }

            answer = () => asked.TrySetException(new StorageException(StorageErrorKind.Transient, "the connection broke"));
        }

        scheduler.After(faults.Latency(), silo, answer);
    }
}
