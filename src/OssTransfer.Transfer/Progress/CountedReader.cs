using OssTransfer.Storage;
using OssTransfer.Storage.Files;

namespace OssTransfer.Transfer.Progress;

/// <summary>
/// Counts what is read of bodies as an object's progress: as what a transfer reads, or as what it writes, or both where nothing else is done.
/// </summary>
internal sealed class CountedReader(IObjectReader inner, ObjectFlight flight, bool reads, bool writes) : IObjectReader
{
    public static IObjectReader Of(IObjectReader reader, ObjectFlight? flight) => flight is null ? reader : new CountedReader(reader, flight, true, false);

    /// <summary>Of two stores that are read the second one: together they are the whole.</summary>
    public static IObjectReader OfSecond(IObjectReader reader, ObjectFlight? flight) =>
        flight is null ? reader : new CountedReader(reader, flight, false, true);

    /// <summary>The only store that is read.</summary>
    public static IObjectReader OfOnly(IObjectReader reader, ObjectFlight? flight) =>
        flight is null ? reader : new CountedReader(reader, flight, true, true);

    public IAsyncEnumerable<ListPage> ListAsync(ListRequest request, CancellationToken cancellationToken) => inner.ListAsync(request, cancellationToken);

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.HeadAsync(key, cancellationToken);

    public async Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken)
    {
        var body = await inner.OpenAsync(request, cancellationToken);
        return new(body.Info, new CountedStream(this, body), body.Length);
    }

    private void Count(int bytes)
    {
        if (reads)
        {
            flight.Read(bytes);
        }

        if (writes)
        {
            flight.Wrote(bytes);
        }
    }

    private sealed class CountedStream(CountedReader reader, ObjectBody body) : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await body.Content.ReadAsync(buffer, cancellationToken);
            reader.Count(read);
            return read;
        }

        public override async ValueTask DisposeAsync()
        {
            await body.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
