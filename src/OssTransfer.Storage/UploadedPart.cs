namespace OssTransfer.Storage;

/// <summary>A part that the store has.</summary>
/// <param name="Number">From 1.</param>
/// <param name="ETag">As the store gave it, without quotes.</param>
/// <param name="Size">Bytes.</param>
public sealed record UploadedPart(int Number, string ETag, long Size);
