using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Runs;

/// <summary>What a check asks of one object. Pure.</summary>
public static class CheckRules
{
    /// <summary>
    /// When a run is checked: at once, whatever the job asks, where it sends again what a check has found to differ. That destination's answer to the write had
    /// been right, so none of its answers is proof enough.
    /// </summary>
    public static CheckTime TimeOf(CheckTime asked, RunState run) => run.SendsDifferences ? CheckTime.Now : asked;

    /// <summary>Whether a record is looked at: without <c>check-time</c> only what an earlier attempt may have overwritten since.</summary>
    public static bool IsChecked(RememberedKey remembered, CheckTime time) =>
        remembered is { IsFound: true, Record.IsProven: true } && (time != CheckTime.Never || remembered.Record.Earlier is not null);

    /// <summary>What was sent by an attempt that was given up has arrived after the version that was proven; null: it has not.</summary>
    public static string? Late(CatalogueRecord record, DestinationObject? there, StoreTraits source, StoreTraits destination) =>
        there is not null && record.DestinationETag is not null && !string.Equals(there.ETag, record.DestinationETag, StringComparison.OrdinalIgnoreCase)
            && record.Earlier?.Include(there, record.Source.Version, source, destination) == true
            ? "the destination has another version, which an earlier attempt of this job sent and which arrived late; the next pass sends the object again"
            : null;

    /// <summary>What the destination's listing shows to be wrong; null: nothing.</summary>
    public static string? Difference(CatalogueRecord record, DestinationObject? there, CheckMode mode)
    {
        if (there is null)
        {
            return "missing at the destination";
        }

        var isSizeKnown = there.Size is not null && record.Source.Size is not null;
        if (isSizeKnown && there.Size != record.Source.Size)
        {
            return $"the destination has {there.Size} bytes instead of {record.Source.Size}";
        }

        bool Has(string? etag) => etag is not null && string.Equals(there.ETag, etag, StringComparison.OrdinalIgnoreCase);
        var isSame = record.DestinationETag is null || Has(record.DestinationETag);

        // The listing lagged and showed an earlier write of this job, which was found equal by its size alone: the last write is as good.
        var isAsGood = Has(record.FormerETag) && record is { Digest: null } and ({ Proof: ProofKind.Size } or { Proof: ProofKind.Head, Source.Size: 0 });
        return isSame || isAsGood ? null
            : Has(record.FormerETag) || Has(record.ReplacedETag)
                ? "the destination still has the version before: it answered the transfer and didn't keep what was sent"
            : mode == CheckMode.Head && isSizeKnown ? null
            : $"the destination's ETag is {there.ETag}, not {record.DestinationETag} as after the transfer: another program wrote it";
    }

    /// <summary>Whether only its content decides: by the mode, or because nothing else has proven it. An empty object has no content.</summary>
    public static bool MustRead(CatalogueRecord record, CheckMode mode) => record.Source.Size != 0 && mode switch
    {
        CheckMode.Full => true,
        CheckMode.Md5 => record.Proof is ProofKind.None or ProofKind.Head or ProofKind.Size,
        _ => false,
    };

    /// <summary>
    /// The run's check has certainly read the object again, and found it right, if it noted no difference: that is its proof now, as the run's numbers say.
    /// </summary>
    public static bool HasReadBack(RememberedKey remembered, CheckSpec asked, RunState run)
    {
        if (run.Check is not { Result.ReadBack: > 0 } check || check.Finished.Count < check.Shards
            || TimeOf(asked.Time, run) is not (not CheckTime.Never and var time)
            || !IsChecked(remembered, time) || remembered.Record is not { Proof: ProofKind.Head or ProofKind.Size } record || !MustRead(record, asked.Mode))
        {
            return false;
        }

        // Where the source is read, too, it may have been another one by then, which is no difference and no proof.
        var weak = run.Ended.Proofs[(int)ProofKind.Head] + run.Ended.Proofs[(int)ProofKind.Size];
        return (asked.Mode != CheckMode.Full && record.Digest is not null) || weak <= check.Result.ReadBack;
    }

    /// <summary>The source is gone, or another one, by now: nothing to compare with, and no difference of the destination's.</summary>
    public static bool ChangedSince(ContentCheck check) =>
        check.Failure is { Side: TransferSide.Source, Kind: StorageErrorKind.NotFound or StorageErrorKind.SourceChanged };

    /// <summary>For people.</summary>
    public static string Describe(ContentCheck check) => check switch
    {
        { Match: ContentMatch.Differs } => "the destination has other content of the same size",
        { Match: ContentMatch.Missing } => "missing at the destination",
        { Failure: { } failure } => $"could not be read again: {failure.Reason}",
        _ => "could not be read again",
    };
}
