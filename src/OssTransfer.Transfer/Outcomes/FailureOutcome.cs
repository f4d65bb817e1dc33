using OssTransfer.Storage;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>How an object ended that a failure ended.</summary>
internal static class FailureOutcome
{
    /// <summary>The outcome as far as it was known, with the kind that the failure means.</summary>
    public static TransferOutcome Of(TransferOutcome soFar, TransferSide side, StorageException e) => Of(soFar, TransferFailure.From(side, e));

    /// <inheritdoc cref="Of(TransferOutcome,TransferSide,StorageException)"/>
    public static TransferOutcome Of(TransferOutcome soFar, TransferFailure failure) => (failure.Side, failure.Kind) switch
    {
        (TransferSide.Source, StorageErrorKind.NotFound) => soFar with { Kind = OutcomeKind.Gone },
        (TransferSide.Source, StorageErrorKind.NeedsRestore) => soFar with { Kind = OutcomeKind.NeedsRestore },

        // Not ended: the silo that holds the lease now will end it.
        (_, StorageErrorKind.LeaseLost) => soFar with { Kind = OutcomeKind.None, Failure = failure with { Side = TransferSide.Local } },
        (TransferSide.Source, StorageErrorKind.SourceChanged) =>
            soFar with { Kind = OutcomeKind.Failed, Failure = failure with { Reason = TooOften(failure.Reason) } },
        _ => soFar with { Kind = OutcomeKind.Failed, Failure = failure },
    };

    private static string TooOften(string reason) => $"{reason}, {ObjectTransfer.MostReads} times; the next pass tries it again";
}
