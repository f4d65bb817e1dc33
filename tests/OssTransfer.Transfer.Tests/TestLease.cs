using OssTransfer.Transfer.Guard;

namespace OssTransfer.Transfer.Tests;

/// <summary>A lease that ends when the test says so.</summary>
internal sealed class TestLease : ILease, IDisposable
{
    private readonly CancellationTokenSource _lost = new();

    public bool IsHeld => !_lost.IsCancellationRequested;

    public CancellationToken Lost => _lost.Token;

    public void End() => _lost.Cancel();

    public void Dispose() => _lost.Dispose();
}
