using OssTransfer.Storage;

namespace OssTransfer.Transfer.Guard;

/// <summary>A listing that goes on after the last whole page when a page fails. One caller at a time.</summary>
internal sealed class GuardedListing(IObjectReader reader, ListRequest request, TimeProvider time) : IAsyncDisposable
{
    // A page that takes so much longer than it may comes from a disk that is gone.
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private ListCursor? _from = request.From;
    private IAsyncEnumerator<ListPage>? _pages;
    private CancellationTokenSource? _cut;
    private bool _ended;

    /// <summary>The next page; null at the end. After a failure the next call asks for the same page again.</summary>
    public async Task<ListPage?> NextAsync(CancellationToken cancellationToken)
    {
        if (_ended)
        {
            return null;
        }

        // The enumerator outlives the call, and so does its token: this call's end must reach it. Nobody disposes the source, which has no timer:
        // a cancellation may come while the enumerator is being closed.
        var cut = _cut ??= new();
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), cut);
        _pages ??= reader.ListAsync(request with { From = _from }, cut.Token).GetAsyncEnumerator(cut.Token);
        try
        {
            if (!await IsThereAsync(_pages.MoveNextAsync(), cancellationToken))
            {
                _ended = true;
                return null;
            }
        }
        catch
        {
            await CloseAsync();
            throw;
        }

        var page = _pages.Current;
        _from = page.Next;
        _ended = page.Next is null;
        return page;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    private async ValueTask<bool> IsThereAsync(ValueTask<bool> page, CancellationToken cancellationToken)
    {
        if (page.IsCompleted)
        {
            return await page;
        }

        var asking = page.AsTask();
        if (await asking.EndsOrIsAbandonedAsync(StopTimeout, time, cancellationToken))
        {
            return await asking;
        }

        // What is left behind closes itself when it comes back.
        _ = CloseAfterAsync(asking, _pages!);
        (_pages, _cut) = (null, null);
        throw new OperationCanceledException(cancellationToken);
    }

    private static async Task CloseAfterAsync(Task page, IAsyncEnumerator<ListPage> pages)
    {
        await page.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await pages.DisposeAsync();
    }

    private async Task CloseAsync()
    {
        var pages = _pages;
        (_pages, _cut) = (null, null);
        if (pages is not null)
        {
            await pages.DisposeAsync();
        }
    }
}
