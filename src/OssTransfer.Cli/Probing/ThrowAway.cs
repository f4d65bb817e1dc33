using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>What a probe has written, or may have: noted before each request, so that it can all be taken away again.</summary>
internal sealed class ThrowAway(IObjectStore store, ProbeSteps steps, TimeProvider time)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private readonly HashSet<ObjectKey> _keys = [];
    private readonly HashSet<ObjectKey> _begun = [];
    private readonly List<(ObjectKey Key, string Id)> _uploads = [];

    /// <summary>What could not be taken away.</summary>
    public List<ObjectKey> Left { get; } = [];

    /// <summary>The object is about to be written.</summary>
    public void Writes(ObjectKey key) => _keys.Add(key);

    /// <summary>An upload of the object is about to begin.</summary>
    public void Begins(ObjectKey key) => _begun.Add(key);

    /// <summary>The upload has a name.</summary>
    public void Began(ObjectKey key, string id) => _uploads.Add((key, id));

    /// <summary>The upload became an object.</summary>
    public void Ended(ObjectKey key, string id) => _uploads.Remove((key, id));

    /// <summary>Takes all away and looks whether it is gone. Is not interrupted: a user who interrupts the command wants it, too.</summary>
    public async Task RemoveAsync()
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        foreach (var (key, id) in _uploads)
        {
            await TryAsync("abort the upload", key, async () =>
            {
                await store.Multipart!.AbortAsync(key, id, timeout.Token);
                return "aborted";
            });
        }

        foreach (var key in _begun)
        {
            await TryAsync("look for uploads that are left", key, () => AbortUnknownAsync(key, timeout.Token));
        }

        foreach (var key in _keys)
        {
            await TryAsync("DELETE the object", key, () => DeleteAsync(key, timeout.Token));
        }
    }

    private async Task TryAsync(string name, ObjectKey key, Func<Task<string>> remove)
    {
        var (ok, _) = await steps.TryAsync(name, async _ => new ProbeAnswer<object>(await remove(), null), CancellationToken.None);
        if (!ok && !Left.Contains(key))
        {
            Left.Add(key);
        }
    }

    private async Task<string> DeleteAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        try
        {
            await store.Writer!.DeleteAsync(key, cancellationToken);
        }
        catch (StorageException) when (!cancellationToken.IsCancellationRequested)
        {
            // An account that may not write may often not delete either: what counts is whether it is there.
            if (await store.Reader.HeadAsync(key, cancellationToken) is null)
            {
                return "was never there";
            }

            throw;
        }

        return await store.Reader.HeadAsync(key, cancellationToken) is null
            ? "gone"
            : throw new StorageException(StorageErrorKind.Other, $"'{key}' is still there");
    }

    /// <summary>Where the answer to a beginning was lost there is an upload whose name we don't know. The key is ours alone, so are its uploads.</summary>
    private async Task<string> AbortUnknownAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        var found = new List<PendingUpload>();
        try
        {
            await foreach (var upload in store.Multipart!.ListUploadsAsync(key, cancellationToken))
            {
                if (upload.Key == key)
                {
                    found.Add(upload);
                }
            }
        }
        catch (StorageException e) when (e is { IsTransient: false })
        {
            return $"the store doesn't show them ({e.Message})";
        }

        foreach (var upload in found)
        {
            await store.Multipart.AbortAsync(upload.Key, upload.UploadId, cancellationToken);
        }

        return found.Count == 0 ? "none" : $"{found.Count} aborted";
    }
}
