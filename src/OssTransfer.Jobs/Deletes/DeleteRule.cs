using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Shards;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Deletes;

/// <summary>What may be deleted at the destination: all of the decision, pure. A deletion can't be taken back, so every doubt leaves the object.</summary>
public static class DeleteRule
{
    // Last-Modified has whole seconds, and a clock's offset is known to about one.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(3);

    /// <summary>
    /// Whether a remembered key that the source doesn't list may be deleted at all: this job wrote it, would know it again, and two complete listings in a
    /// row were without it, which no filter explains.
    /// </summary>
    public static bool IsCandidate(CatalogueRecord record, ObjectFilter filter)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(filter);
        return record is { IsWritten: true, Misses: >= CatalogueRecord.MaxMisses }
            && (record.DestinationETag is not null || record.Digest is not null)
            && filter.Judge(record.Key, record.Source.Size, record.Source.LastModified) == FilterVerdict.Included;
    }

    /// <summary>What a run does with what vanished: the first row that fits.</summary>
    public static DeleteVerdict Of(DeleteQuestion asked)
    {
        ArgumentNullException.ThrowIfNull(asked);
        return asked switch
        {
            { Policy: DeletePolicy.Never } or { Found: 0 } => DeleteVerdict.Nothing,

            // What no number can approve: whether anything vanished is unknown.
            { IsComplete: false } => DeleteVerdict.IncompleteListing,
            { Listed: 0 } => DeleteVerdict.EmptyListing,
            { IsOtherSource: true } => DeleteVerdict.OtherSource,
            { HasListingBefore: false } => DeleteVerdict.FirstListing,

            // What a number approves, as long as no more than that vanished.
            { Approved: { } approved } when asked.Found <= approved => DeleteVerdict.Apply,
            { HasChangedPlaces: true } => DeleteVerdict.ChangedPlaces,
            { Policy: DeletePolicy.Report } => DeleteVerdict.Reported,
            _ when asked.Found > asked.Listed => DeleteVerdict.ShortListing,
            _ when asked.Found > asked.Limit => DeleteVerdict.OverLimit,
            _ => DeleteVerdict.Apply,
        };
    }

    /// <summary>What becomes of one object, from what both sides say right before; <see cref="DeleteOutcome.None"/>: it is deleted now.</summary>
    /// <param name="record">What is remembered of it.</param>
    /// <param name="isAtSource">The source has the key, whatever its listing said.</param>
    /// <param name="there">What the destination holds; null: nothing.</param>
    /// <param name="wasStarted">An attempt of this run may have deleted it already.</param>
    /// <param name="notAfter">As <see cref="DeleteState.NotAfter"/>.</param>
    public static DeleteOutcome Of(CatalogueRecord record, bool isAtSource, DestinationObject? there, bool wasStarted, DateTimeOffset? notAfter)
    {
        ArgumentNullException.ThrowIfNull(record);
        return (isAtSource, there) switch
        {
            (true, _) => DeleteOutcome.Returned,
            (_, null) => wasStarted ? DeleteOutcome.Deleted : DeleteOutcome.Absent,
            _ when !IsAsWritten(record, there) || there.LastModified > notAfter + ClockTolerance => DeleteOutcome.Foreign,
            _ => DeleteOutcome.None,
        };
    }

    private static bool IsAsWritten(CatalogueRecord record, DestinationObject there) =>
        there.ETag is { } etag
        && (Is(etag, record.DestinationETag) || Is(etag, record.Digest?.ToETag()))
        && (there.Size is null || record.Source.Size is null || there.Size == record.Source.Size);

    private static bool Is(string etag, string? recorded) => string.Equals(etag, recorded, StringComparison.OrdinalIgnoreCase);
}
