namespace OssTransfer.Contracts.Preflights;

/// <summary>Requests that a transfer takes at least.</summary>
/// <param name="Lists">That list the source.</param>
/// <param name="Reads">That read objects or slices of them.</param>
/// <param name="Writes">That write objects or parts, or begin and end an upload.</param>
public sealed record PreflightRequests(long Lists, long Reads, long Writes);
