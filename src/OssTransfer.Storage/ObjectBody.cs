namespace OssTransfer.Storage;

/// <summary>An object that is being read. Dispose it to give the connection back.</summary>
public sealed class ObjectBody : IAsyncDisposable
{
    private readonly Func<ValueTask>? _dispose;

    /// <summary>Wraps an open read.</summary>
    /// <param name="info">Headers of the whole object.</param>
    /// <param name="content">The bytes asked for; read once.
    /// Throws <see cref="StorageException"/> where the body is cut before <paramref name="length"/>.</param>
    /// <param name="length">Bytes that <paramref name="content"/> will give; null where the store doesn't say.</param>
    /// <param name="dispose">Called once after the content was disposed.</param>
    public ObjectBody(ObjectInfo info, Stream content, long? length, Func<ValueTask>? dispose = null)
    {
        Info = info;
        Content = content;
        Length = length;
        _dispose = dispose;
    }

    /// <summary>Headers of the whole object.</summary>
    public ObjectInfo Info { get; }

    /// <summary>The bytes asked for.</summary>
    public Stream Content { get; }

    /// <summary>Bytes that <see cref="Content"/> will give; null where unknown.</summary>
    public long? Length { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        if (_dispose is not null)
        {
            await _dispose();
        }
    }
}
