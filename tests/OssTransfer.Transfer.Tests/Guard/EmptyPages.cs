using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;

namespace OssTransfer.Transfer.Tests.Guard;

/// <summary>Its listing begins with empty pages, each with another place to go on and half a minute of a fake clock's time after the one before.</summary>
internal sealed class EmptyPages(MemoryStore inner, FakeTimeProvider time, int pages) : IObjectStore, IObjectReader
{
    public StoreTraits Traits => inner.Traits;

    public IObjectReader Reader => this;

    public IObjectWriter? Writer => null;

    public IMultipartWriter? Multipart => null;

    public IObjectCopier? Copier => null;

    public IAclReader? Acls => null;

    public TimeSpan? ClockOffset => null;

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var page = 0; page < pages; page++)
        {
            time.Advance(TimeSpan.FromSeconds(30));
            yield return new([], new ListCursor(false, Encoding.UTF8.GetBytes($"{page}")));
        }

        await foreach (var page in inner.Reader.ListAsync(request, cancellationToken))
        {
            yield return page;
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.Reader.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => inner.Reader.OpenAsync(request, cancellationToken);

    public ValueTask DisposeAsync() => default;
}
