namespace OssTransfer.Transfer.Memory;

/// <summary>Somebody who waits for a piece of memory.</summary>
internal sealed class MemoryWaiter(int bytes) : TaskCompletionSource<RentedMemory>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public int Bytes => bytes;
}
