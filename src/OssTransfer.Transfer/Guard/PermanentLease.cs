namespace OssTransfer.Transfer.Guard;

/// <summary>A lease that never ends, for work that no other silo can take over.</summary>
public sealed class PermanentLease : ILease
{
    /// <summary>The only one.</summary>
    public static PermanentLease Instance { get; } = new();

    private PermanentLease()
    {
    }

    /// <inheritdoc/>
    public bool IsHeld => true;

    /// <inheritdoc/>
    public CancellationToken Lost => CancellationToken.None;
}
