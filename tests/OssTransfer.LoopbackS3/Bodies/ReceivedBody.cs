namespace OssTransfer.LoopbackS3.Bodies;

/// <summary>A body that arrived whole, and its digests.</summary>
internal sealed record ReceivedBody(ObjectBytes Bytes, byte[] Md5, byte[]? Sha256);
