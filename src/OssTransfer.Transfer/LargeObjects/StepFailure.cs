using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>What a failure means for a large object as a whole.</summary>
internal static class StepFailure
{
    public static LargeObjectEvent Of(TransferOutcome soFar, TransferFailure failure) => failure switch
    {
        { EndsNothing: true } => new LargeObjectEvent.Interrupted(failure, soFar.BytesSent),
        { Side: TransferSide.Source, Kind: StorageErrorKind.SourceChanged } => new LargeObjectEvent.Outdated(failure, UploadIsGone: false),
        { Side: TransferSide.Destination, Kind: StorageErrorKind.UploadGone } => new LargeObjectEvent.Outdated(failure, UploadIsGone: true),
        _ => new LargeObjectEvent.Ended(FailureOutcome.Of(soFar, failure), UploadIsGone: false),
    };
}
