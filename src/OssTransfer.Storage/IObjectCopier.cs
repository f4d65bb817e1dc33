namespace OssTransfer.Storage;

/// <summary>Copies inside a service.</summary>
public interface IObjectCopier
{
    /// <summary>Whether this store can read the other one by itself: same service, same credentials.</summary>
    bool CanCopyFrom(IObjectStore source);

    /// <summary>Copies the object with the headers of <see cref="CopyRequest.Target"/>. An error inside a 200 answer is thrown.</summary>
    Task<WriteResult> CopyAsync(CopyRequest request, CancellationToken cancellationToken);
}
