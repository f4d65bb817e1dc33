using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Transfer.Progress;

/// <summary>Counts what is read of bodies as an object's progress.</summary>
internal sealed class CountedReader(IObjectReader inner, ObjectFlight flight) : IObjectReader
{
    public static IObjectReader Of(IObjectReader reader, ObjectFlight? flight) => flight is null ? reader : new CountedReader(reader, flight);

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => inner.ListAsync(request, cancellationToken);

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.HeadAsync(key, cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var body = await inner.OpenAsync(request, cancellationToken);
        return new(body.Info, new CountedStream(body, flight), body.Length);
    }

    private sealed class CountedStream(ObjectBody body, ObjectFlight flight) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.Content.ReadAsync(buffer, cancellationToken);
            flight.Read(read);
            return read;
        }

        public override async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
