namespace OssTransfer.Benchmarks.Limit;

/// <summary>One object, or one part of a large one, with all that is sent for it but the body.</summary>
/// <param name="Get">The request that reads it.</param>
/// <param name="Put">The head of the request that writes it.</param>
/// <param name="Bytes">How long it is.</param>
internal sealed record LimitPiece(byte[] Get, byte[] Put, int Bytes);
