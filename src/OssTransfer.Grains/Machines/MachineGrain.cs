namespace OssTransfer.Grains.Machines;

/// <inheritdoc cref="IMachineGrain"/>
internal sealed class MachineGrain : Grain, IMachineGrain
{
    private byte[]? _last;

    public Task BeatAsync(byte[] report)
    {
        _last = report;
        return Task.CompletedTask;
    }

    public Task<byte[]?> LastAsync(int asked) => Task.FromResult(_last);
}
