namespace OssTransfer.Transfer.Guard;

/// <summary>The right to write. Once it ends another silo may be at work on the same keys.</summary>
public interface ILease
{
    /// <summary>Whether writing is still allowed now; checked before every write and while bodies are sent.</summary>
    bool IsHeld { get; }

    /// <summary>Cancelled when the lease ends: writes in flight are cut.</summary>
    CancellationToken Lost { get; }
}
