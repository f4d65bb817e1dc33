namespace OssTransfer.LoopbackS3.Auth;

/// <summary>A request whose signature was right, and the key that its chunks are signed with.</summary>
internal sealed record VerifiedRequest(SignedRequest Signed, byte[] SigningKey);
