namespace OssTransfer.Storage.UrlList;

/// <summary>A place in a host's lane. Dispose it to let the next one go.</summary>
internal sealed class HostPermit(Action leave) : IDisposable
{
    private Action? _leave = leave;

    public void Dispose() => Interlocked.Exchange(ref _leave, null)?.Invoke();
}
