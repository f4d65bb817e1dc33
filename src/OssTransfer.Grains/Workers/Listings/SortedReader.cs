using System.Runtime.CompilerServices;
using OssTransfer.Jobs.Sorting;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Listings;

/// <summary>A reader that lists from a listing that was sorted.</summary>
internal sealed class SortedReader(IObjectReader inner, Func<ListRequest, CancellationToken, Task<SortedListing>> sort) : IObjectReader
{
    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var listing = await sort(request, cancellationToken);
        foreach (var page in listing.Pages(request.From is { IsKey: true } from ? new ObjectKey(from.Value.ToArray()) : null))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return page;
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.HeadAsync(key, cancellationToken);

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => inner.OpenAsync(request, cancellationToken);
}
