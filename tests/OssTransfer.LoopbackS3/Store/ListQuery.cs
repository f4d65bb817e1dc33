namespace OssTransfer.LoopbackS3.Store;

/// <summary>What a page of a listing shall hold.</summary>
/// <param name="Prefix">Keys that begin so.</param>
/// <param name="After">Keys greater than this.</param>
/// <param name="Delimiter">Keys that have it behind the prefix are rolled up; empty for none.</param>
/// <param name="MaxKeys">Keys and rolled-up prefixes at most.</param>
internal sealed record ListQuery(byte[] Prefix, byte[] After, byte[] Delimiter, int MaxKeys);
