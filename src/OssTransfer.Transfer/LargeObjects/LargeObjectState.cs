using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// How far an object has come that goes in parts. The default is the intent: written before anything is done.
/// Store it after every <see cref="LargeObjectPlan.Apply"/>, before the next action.
/// </summary>
public sealed record LargeObjectState
{
    /// <summary>As in <see cref="TransferItem.Index"/>.</summary>
    public int Index { get; init; }

    /// <summary>The attempt, from 1: a changed source or a lost upload begins the next one.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>The upload of this generation; null before it is started.</summary>
    public MultipartUpload? Upload { get; init; }

    /// <summary>The parts that are moved under this state, where others move the rest; null: all.</summary>
    public PartWindow? Window { get; init; }

    /// <summary>What the destination has of it, by ascending number.</summary>
    public IReadOnlyList<MovedPart> Parts { get; init; } = [];

    /// <summary>Set before the completion is asked for.</summary>
    public CompletionIntent? Completing { get; init; }

    /// <summary>An upload of ours that was given up and must be aborted.</summary>
    public string? AbortUploadId { get; init; }

    /// <summary>The completion of an earlier generation was asked for: it may have come true.</summary>
    public bool LeftWrites { get; init; }

    /// <summary>
    /// The version whose slices were answered with another version. Where the source still has this one, it hasn't changed: its slices are not trusted, and it
    /// is read in one stream. Null: there is none.
    /// </summary>
    public SourceVersion? Unsliced { get; init; }

    /// <summary>How it ended; null before.</summary>
    public TransferOutcome? Outcome { get; init; }

    /// <summary>Bytes that went out over all generations, repeats included.</summary>
    public long BytesSent { get; init; }

    /// <summary>
    /// How often it went out whole without that being its end: it went in one request, and what stopped the job came between, or what was joined wasn't there.
    /// </summary>
    public int ObjectsSent { get; init; }
}
