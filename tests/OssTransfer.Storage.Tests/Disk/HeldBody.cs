namespace OssTransfer.Storage.Tests.Disk;

/// <summary>A body that stops after half of its bytes until the test lets it go on.</summary>
internal sealed class HeldBody(byte[] content) : UploadBody
{
    private readonly TaskCompletionSource _half = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long Length => content.Length;

    public Task HalfWritten => _half.Task;

    public void GoOn() => _goOn.SetResult();

    public override async Task WriteToAsync(Stream destination, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(content.AsMemory(0, content.Length / 2), cancellationToken);
        _half.SetResult();
        await _goOn.Task.WaitAsync(cancellationToken);
        await destination.WriteAsync(content.AsMemory(content.Length / 2), cancellationToken);
    }
}
