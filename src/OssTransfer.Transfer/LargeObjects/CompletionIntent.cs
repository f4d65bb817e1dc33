namespace OssTransfer.Transfer.LargeObjects;

/// <summary>What is written down before an upload is completed, so that a lost answer can be told from a failure afterwards.</summary>
/// <param name="ExpectedETag">As AWS's formula gives it; whether the destination uses it is in its traits.</param>
/// <param name="ETagBefore">What stood under the key before; null: nothing.</param>
public sealed record CompletionIntent(string ExpectedETag, string? ETagBefore);
