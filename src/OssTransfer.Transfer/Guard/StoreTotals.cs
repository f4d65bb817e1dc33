namespace OssTransfer.Transfer.Guard;

/// <summary>What went through a store since it was opened.</summary>
/// <param name="Requests">Requests answered or failed, repeats included.</param>
/// <param name="Retries">Requests that were sent again.</param>
/// <param name="BytesRead">Bytes of bodies read.</param>
/// <param name="BytesWritten">Bytes of bodies sent, repeats included.</param>
/// <param name="Busy">Time that requests waited for answers, added up over all of them.</param>
public readonly record struct StoreTotals(long Requests, long Retries, long BytesRead, long BytesWritten, TimeSpan Busy);
