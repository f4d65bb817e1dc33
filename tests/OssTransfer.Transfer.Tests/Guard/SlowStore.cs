using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Storage.Files;
using OssTransfer.Testing;

namespace OssTransfer.Transfer.Tests.Guard;

/// <summary>A store at the end of a slow line: each body moves at its rate of a fake clock's time, in small pieces.</summary>
internal sealed class SlowStore(MemoryStore inner, FakeTimeProvider time, double bytesPerSecond) : IObjectStore, IObjectReader, IObjectWriter
{
    /// <summary>Ranges that were asked for, in order; null: the whole object.</summary>
    public List<ByteRange?> Opened { get; } = [];

    /// <summary>Bytes that were read.</summary>
    public long BytesRead { get; private set; }

    /// <summary>After so many bytes of each body it stands still until it is cut.</summary>
    public long StandsStillAfter { get; init; } = long.MaxValue;

    /// <summary>Has no validator, so that nobody can tell whether the rest belongs to the same content.</summary>
    public bool HidesETag { get; init; }

    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => this;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public IAclReader? Acls => null;

    public TimeSpan? ClockOffset => null;

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => inner.Reader.ListAsync(request, cancellationToken);

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.Reader.HeadAsync(key, cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        Opened.Add(request.Range);
        var body = await inner.Reader.OpenAsync(request with { IfMatch = HidesETag ? null : request.IfMatch }, cancellationToken);
        return new(HidesETag ? body.Info with { ETag = null } : body.Info, new SlowStream(body.Content, this), body.Length);
    }

    public async Task<WriteResult> PutAsync(PutRequest request, CancellationToken cancellationToken)
    {
        for (var left = request.Body.Length; left > 0; left -= SlowStream.Piece)
        {
            await PassAsync(Math.Min(left, SlowStream.Piece), cancellationToken);
        }

        return await inner.Writer!.PutAsync(request, cancellationToken);
    }

    public Task DeleteAsync(ObjectKey key, CancellationToken cancellationToken) => inner.Writer!.DeleteAsync(key, cancellationToken);

    public ValueTask DisposeAsync() => default;

    private async Task PassAsync(long bytes, CancellationToken cancellationToken)
    {
        await Task.Yield();
        time.Advance(TimeSpan.FromSeconds(bytes / bytesPerSecond));
        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class SlowStream(Stream content, SlowStore store) : ReadOnlyStream
    {
        public const int Piece = 16 << 10;

        private long _read;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // Until it is cut: who reads may begin to watch only after the first minute has passed.
            while (_read >= store.StandsStillAfter)
            {
                await store.PassAsync((long)(61 * store.Rate), cancellationToken);
            }

            var read = await content.ReadAsync(buffer[..Math.Min(Piece, buffer.Length)], CancellationToken.None);
            await store.PassAsync(read, cancellationToken);
            _read += read;
            store.BytesRead += read;
            return read;
        }
    }

    private double Rate => bytesPerSecond;
}
