using OssTransfer.LoopbackS3;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Vendors.Tests.Migration;

/// <summary>How a migration ended.</summary>
/// <param name="Outcomes">By the key of the source.</param>
/// <param name="Bucket">What is at the destination.</param>
public sealed record Migrated(IReadOnlyDictionary<string, TransferOutcome> Outcomes, Bucket Bucket)
{
    /// <summary>The outcome of the only object.</summary>
    public TransferOutcome Only => Assert.Single(Outcomes).Value;
}
