using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>How an object ended that a store's failure ended.</summary>
internal static class FailureOutcome
{
    /// <summary>The outcome as far as it was known, with the kind that the failure means.</summary>
    public static TransferOutcome Of(TransferOutcome soFar, TransferSide side, StorageException e) => (side, e.Kind) switch
    {
        (TransferSide.Source, StorageErrorKind.NotFound) => soFar with { Kind = OutcomeKind.Gone },
        (TransferSide.Source, StorageErrorKind.NeedsRestore) => soFar with { Kind = OutcomeKind.NeedsRestore },

        // Not ended: whoever holds the lease now will end it.
        (_, StorageErrorKind.LeaseLost) => soFar with { Kind = OutcomeKind.None, Failure = TransferFailure.From(TransferSide.Local, e) },
        (TransferSide.Source, StorageErrorKind.SourceChanged) => soFar with { Kind = OutcomeKind.Failed, Failure = Changed(e) },
        _ => soFar with { Kind = OutcomeKind.Failed, Failure = TransferFailure.From(side, e) },
    };

    private static TransferFailure Changed(StorageException e) =>
        new(TransferSide.Source, e.Kind, $"the object changed while it was read, {ObjectTransfer.MostReads} times; it is tried again in the next pass");
}
