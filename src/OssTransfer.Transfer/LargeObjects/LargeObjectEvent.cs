using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>What an action has brought; <see cref="LargeObjectPlan.Apply"/> turns it into the next state.</summary>
public abstract record LargeObjectEvent
{
    private LargeObjectEvent()
    {
    }

    /// <summary>An upload was started.</summary>
    public sealed record Started(MultipartUpload Upload) : LargeObjectEvent;

    /// <summary>Parts of this generation were tried; others are ignored.</summary>
    public sealed record PartsTried(int Generation, IReadOnlyList<PartOutcome> Parts) : LargeObjectEvent;

    /// <summary>The completion may be asked for.</summary>
    public sealed record Prepared(CompletionIntent Intent) : LargeObjectEvent;

    /// <summary>The generation can't be finished: the source changed or the upload is lost.</summary>
    /// <param name="Failure">Why.</param>
    /// <param name="UploadIsGone">There is nothing left to abort.</param>
    public sealed record Outdated(TransferFailure Failure, bool UploadIsGone) : LargeObjectEvent
    {
        /// <summary>Its parts were joined, and the destination doesn't hold what came of it: 1.</summary>
        public int ObjectsSent { get; init; }
    }

    /// <summary>The object ended.</summary>
    /// <param name="Outcome">How.</param>
    /// <param name="UploadIsGone">There is nothing left to abort.</param>
    public sealed record Ended(TransferOutcome Outcome, bool UploadIsGone) : LargeObjectEvent;

    /// <summary>An upload that was given up is gone, or its store can't be brought to it.</summary>
    public sealed record Aborted : LargeObjectEvent;

    /// <summary>Nothing may be given up: the job must pause with this reason, or the lease is lost.</summary>
    /// <param name="Failure">Why; null: it was stopped.</param>
    /// <param name="BytesSent">Bytes that went out for nothing.</param>
    public sealed record Interrupted(TransferFailure? Failure, long BytesSent) : LargeObjectEvent;
}
