using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>A store that answers at once: all objects are in it from the start, or those that were written. A bit for each is all that it remembers.</summary>
internal sealed class SimulatedStore(SimulatedObjects objects, bool isFilled) : IObjectStore, IObjectReader, IObjectWriter
{
    private readonly int[] _written = new int[isFilled ? 0 : (objects.Count + 31) / 32];

    public StoreTraits Traits => SimulatedObjects.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => isFilled ? null : this;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public TimeSpan? ClockOffset => TimeSpan.Zero;

    /// <summary>Objects that are in it.</summary>
    public int Held => isFilled ? objects.Count : _written.Sum(bits => int.PopCount(bits));

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var index = objects.After(request.From is { } from ? new(from.Value.Span) : request.Prefix);
        while (true)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            var page = new List<ObjectEntry>();
            for (; index < objects.Count && page.Count < request.PageSize; index++)
            {
                if (Holds(index))
                {
                    page.Add(objects.EntryOf(index));
                }
            }

            yield return new(page, index < objects.Count ? ListCursor.After(page[^1].Key) : null);
            if (index == objects.Count)
            {
                yield break;
            }
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) =>
        Task.FromResult(objects.Find(key) is { } index && Holds(index) ? objects.InfoOf(index) : null);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        if (objects.Find(request.Key) is not { } index || !Holds(index))
        {
            throw new StorageException(StorageErrorKind.NotFound, $"no object {request.Key}");
        }

        var content = objects.ContentOf(index);
        return Task.FromResult(new ObjectBody(objects.InfoOf(index), content, content.Length));
    }

    public Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        if (objects.Find(request.Target.Key) is not { } index || request.Md5 is not { } md5)
        {
            throw new StorageException(StorageErrorKind.InvalidKey, $"{request.Target.Key} is none of the source's, or came without its MD5");
        }

        request.Body.WentOut(request.Body.Length);
        Interlocked.Or(ref _written[index / 32], 1 << (index % 32));
        return Task.FromResult(new WriteResult(Convert.ToHexStringLower(md5.Span)));
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException("A first run deletes nothing.");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private bool Holds(int index) => isFilled || (Volatile.Read(ref _written[index / 32]) & (1 << (index % 32))) != 0;
}
