using OssTransfer.Jobs.Catalogues;
using OssTransfer.Jobs.Deletes;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Jobs.Planning;

/// <summary>Decides what happens to one key, from what source, catalogue and destination say of it. Pure.</summary>
internal sealed class EntryPlanner(PlanSpec spec)
{
    /// <summary>A key that the source listed.</summary>
    public PlannedEntry PlanListed(ObjectKey key, ObjectEntry source, RememberedKey? remembered, DestinationObject? destination)
    {
        // Whatever becomes of it: a key that is listed is missing no more.
        var record = remembered?.Record is { Misses: > 0 } missed ? missed with { Misses = 0 } : remembered?.Record;
        var listed = new PlannedEntry(key, null) { IsListed = true, Size = source.Size, Problem = source.Problem, IsHardLink = source.IsHardLink };
        if (ExclusionOf(key, source))
        {
            return listed with
            {
                Ended = OutcomeKind.Excluded,
                Problem = IsNoObject(source.Problem) ? source.Problem : EntryProblem.None,
                Entry = Retain(record),
                IsUnchanged = remembered is null || (remembered is { Retained: true } && remembered.Value.Record == record),
            };
        }

        // Whether a comparison must read what is archived, only the headers show.
        if (Refusal(key, source, record) is { } refusal && !(spec.Depth is not null && refusal.Kind == OutcomeKind.NeedsRestore))
        {
            return listed with
            {
                Ended = refusal.Kind,
                Entry = new(key, EntryAction.Refuse, spec.Mapping.FactsOf(key, source))
                {
                    Record = record,
                    Refusal = refusal.Kind,
                    Problem = source.Problem,
                    Reason = refusal.Reason,
                },
            };
        }

        if (spec.Depth is { } depth)
        {
            return PlanCompare(listed, source, remembered, destination, depth);
        }

        var evenIfEqual = spec.SendAll || spec.Compare == ComparePolicy.Always || record is { Differs: true };
        if (!evenIfEqual && destination is not null && RecordIfEqual(key, source, record, destination) is { } kept)
        {
            return PlanKeep(listed, remembered, kept);
        }

        return listed with
        {
            Entry = new(key, EntryAction.Send, spec.Mapping.FactsOf(key, source))
            {
                Record = record,
                Destination = destination,

                // What this job knows may be there although a listing that lags doesn't show it.
                EvenIfEqual = evenIfEqual && (destination is not null || record is not null),
                IsOurs = destination is not null && record?.Owns(destination, SourceFacts.Of(source), spec.Source, spec.Destination) == true,
            },
        };
    }

    /// <summary>A key that only the destination has.</summary>
    public static PlannedEntry PlanExtra(ObjectKey key, DestinationObject destination, RememberedKey? remembered) =>
        new(key, new(key, EntryAction.Extra, remembered?.Record.Source ?? default) { Record = remembered?.Record, Destination = destination });

    /// <summary>
    /// A key to compare. Where the listings show that both sides are the same, nothing is asked; otherwise a worker looks first:
    /// a listing may be behind.
    /// </summary>
    private PlannedEntry PlanCompare(
        PlannedEntry listed, ObjectEntry source, RememberedKey? remembered, DestinationObject? destination, ComparisonDepth depth)
    {
        var (key, record) = (listed.Key, remembered?.Record);
        if (destination is not null && EqualAsListed(source, record, destination, depth) is { Kind: ComparisonKind.Equal } equal)
        {
            return PlanKeep(listed, remembered, RecordOf(key, source, record, destination, equal));
        }

        return listed with
        {
            Problem = EntryProblem.None,
            Entry = new(key, EntryAction.Compare, spec.Mapping.FactsOf(key, source))
            {
                Record = record,
                Expected = ExpectedOf(source),
                Destination = spec.ReportsDestination ? destination : null,
            },
        };
    }

    /// <summary>An object that needs no worker, as it is recorded from now on.</summary>
    private static PlannedEntry PlanKeep(PlannedEntry listed, RememberedKey? remembered, CatalogueRecord kept) => listed with
    {
        Ended = OutcomeKind.Skipped,
        Entry = new(listed.Key, EntryAction.Keep, kept.Source) { Record = kept },
        IsUnchanged = remembered is { IsFound: true } && kept == remembered.Value.Record,
    };

    private static ContentDigest? ExpectedOf(ObjectEntry source) => source.Line?.Md5 is { } md5 ? ContentDigest.Whole(Convert.FromHexString(md5)) : null;

    /// <summary>What the listings show, as far as the depth is content with it.</summary>
    private ContentComparison EqualAsListed(ObjectEntry source, CatalogueRecord? record, DestinationObject destination, ComparisonDepth depth)
    {
        var (ours, theirs) = (new ContentFacts(source.Size, source.ETag, spec.Source), new ContentFacts(destination.Size, destination.ETag, spec.Destination));
        var isProven = !spec.SendAll && record is { Differs: false, Proof: not (ProofKind.None or ProofKind.Head or ProofKind.Size) };
        var comparison = ExpectedOf(source) is { } expected
            ? ContentComparison.OfDigest(expected, source.Size, theirs)
            : ContentComparison.Of(ours, theirs, isProven ? Recorded(record) : null);
        var isEmpty = source.Size == 0 && destination.Size == 0;
        return depth switch
        {
            _ when isEmpty => new(ComparisonKind.Equal, ProofKind.Head),
            ComparisonDepth.Digest => comparison,
            ComparisonDepth.Size when source.Size is not null && source.Size == destination.Size =>
                comparison.Kind == ComparisonKind.Equal ? comparison : new(ComparisonKind.Equal, ProofKind.Head),
            _ => default,
        };
    }

    /// <summary>A key that is remembered but wasn't listed.</summary>
    public PlannedEntry PlanUnlisted(RememberedKey remembered)
    {
        var record = remembered.Record;
        var retained = spec.IsPartial ? record : record with { Misses = Math.Min(record.Misses + 1, CatalogueRecord.MaxMisses) };

        // Without its source a difference means nothing any more: the record is retained, so that no check looks at it again.
        var stays = remembered.Retained || (spec.IsPartial && !record.Differs);
        return new(record.Key, Retain(retained))
        {
            IsUnchanged = retained == record && stays,
            Size = record.Source.Size,
            IsVanished = spec.CountsVanished && DeleteRule.IsCandidate(retained, spec.Filter),
        };
    }

    private static ManifestEntry? Retain(CatalogueRecord? record) =>
        record is null ? null : new(record.Key, EntryAction.Retain, record.Source) { Record = record };

    /// <summary>
    /// The object whose key is the source's prefix itself has no name where nothing stands in front of it, and is left out where it has no content either.
    /// </summary>
    private bool ExclusionOf(ObjectKey key, ObjectEntry source) =>
        (spec.Mapping.ToDestination(key).IsEmpty && source.Size == 0) || IsNoObject(source.Problem) || !spec.Filter.Includes(key, source);

    private static bool IsNoObject(EntryProblem problem) =>
        problem is EntryProblem.SpecialFile or EntryProblem.DirectoryLink or EntryProblem.SkippedLink or EntryProblem.EmptyDirectory;

    private (OutcomeKind Kind, string Reason)? Refusal(ObjectKey key, ObjectEntry source, CatalogueRecord? record) => source.Problem switch
    {
        _ when source.Line?.Problem is { } problem => (OutcomeKind.Failed, problem),
        EntryProblem.BrokenLink => (OutcomeKind.Failed, "the link leads nowhere or in a circle"),
        EntryProblem.InvalidName =>
            (OutcomeKind.Failed, "the name is not valid UTF-8; set src-name-encoding to the encoding that names are in, then redo: only a new listing sees it"),
        EntryProblem.UnreadableDirectory =>
            (OutcomeKind.Failed, "the directory may not be read, what lies below it is unknown; give the user that runs osstransfer the right to read it"),
        EntryProblem.Unusable => (OutcomeKind.Failed, source.Unusable ?? "the store lists it in a way that can't be used"),
        EntryProblem.NeedsRestore => (OutcomeKind.NeedsRestore, "archived at the source; restore it there first"),
        _ when spec.Mapping.ToDestination(key).IsEmpty =>
            (OutcomeKind.Failed, "its key is the src-prefix itself, so that none is left at the destination; set des-prefix, or rename it at the source"),
        _ when spec.Mapping.ToDestination(key).Length > spec.Destination.MaxKeyBytes =>
            (OutcomeKind.Failed, $"the key has more than the {spec.Destination.MaxKeyBytes} bytes that {spec.Destination.Name} holds"),
        _ when record is not { IsProven: true } && source.Line is { Size: not null } line && source.Size is not null && line.Size != source.Size =>
            (OutcomeKind.Failed,
                $"line {line.Number} of the list says {line.Size} bytes, the source has {source.Size}; correct the line or leave its size out, and send the list again"),
        _ when source.Size > spec.Destination.MaxObjectBytes =>
            (OutcomeKind.Failed, $"the object has more than the {spec.Destination.MaxObjectBytes} bytes that {spec.Destination.Name} holds"),
        _ => null,
    };

    /// <summary>The record of an object that needs no move: both sides as recorded, or the same content by comparable digests. Null: move it.</summary>
    private CatalogueRecord? RecordIfEqual(ObjectKey key, ObjectEntry source, CatalogueRecord? record, DestinationObject destination)
    {
        var comparison = CompareRule.Of(
            spec.Compare,
            new(source.Size, source.ETag, spec.Source.ForObject(record is { HasOpaqueSourceETag: true })) { LastModified = source.LastModified },
            new(destination.Size, destination.ETag, spec.Destination),
            Recorded(record));
        return comparison.Kind == ComparisonKind.Equal ? RecordOf(key, source, record, destination, comparison) : null;
    }

    private static RecordedContent? Recorded(CatalogueRecord? record) => record is null ? null
        : new(record.Source.ETag, record.DestinationETag, record.Digest, record.Proof) { SourceModified = record.Source.LastModified };

    /// <summary>What is recorded of an object that was found equal.</summary>
    private CatalogueRecord RecordOf(ObjectKey key, ObjectEntry source, CatalogueRecord? record, DestinationObject destination, ContentComparison comparison)
    {
        // What is equal has the size that was recorded, or that the destination has, also where the listing doesn't show it.
        var facts = spec.Mapping.FactsOf(key, source);
        facts = facts with { Size = facts.Size ?? destination.Size ?? record?.Source.Size };
        var isRecorded = record is { IsProven: true, Differs: false } && record.DestinationETag == destination.ETag;
        var digest = isRecorded && comparison.Proof != ProofKind.Size ? record!.Digest : DigestOf(destination.ETag, comparison.Proof);
        return isRecorded && record!.Source == facts
            ? record with { Misses = 0, Earlier = null, IsWritten = IsWritten(record, destination) }
            : new(key, facts, destination.ETag, digest, comparison.Proof)
            {
                // A listing that lags, for several passes maybe, shows what was there before this job wrote: that write stays its own.
                FormerETag = isRecorded ? record!.FormerETag : record?.DestinationETag,
                SourceUnproven = isRecorded && record!.SourceUnproven,
                HasOpaqueSourceETag = isRecorded && record!.HasOpaqueSourceETag,
                IsWritten = IsWritten(record, destination),
            };
    }

    /// <summary>What lies there is what this job wrote, as it recorded, or as an attempt sent that never recorded how it ended.</summary>
    private bool IsWritten(CatalogueRecord? record, DestinationObject destination) =>
        (record is { IsWritten: true } && record.Wrote(destination))
        || record?.Earlier?.Include(destination, null, spec.Source, spec.Destination) == true;

    /// <summary>What an ETag that was compared as a digest says.</summary>
    private static ContentDigest? DigestOf(string? etag, ProofKind proof)
    {
        var form = ETagForm.Of(etag);
        return proof is ProofKind.Md5 or ProofKind.Md5Parts && form.Kind is not (ETagKind.None or ETagKind.Text)
            ? new(form.Hash, Math.Max(1, form.Parts), 0)
            : null;
    }
}
