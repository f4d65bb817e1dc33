namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>A clean store for one test, and what tidies up after it.</summary>
public sealed class OpenedStore(IObjectStore store, Func<ValueTask>? cleanUp = null) : IAsyncDisposable
{
    public IObjectStore Store { get; } = store;

    public IObjectReader Reader => Store.Reader;

    public IObjectWriter Writer => Store.Writer ?? throw new InvalidOperationException("This store writes no objects.");

    public IMultipartWriter Multipart => Store.Multipart ?? throw new InvalidOperationException("This store has no multipart.");

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (cleanUp is not null)
            {
                await cleanUp();
            }
        }
        finally
        {
            await Store.DisposeAsync();
        }
    }
}
