using System.Collections.Immutable;
using OssTransfer.Storage;
using OssTransfer.Transfer.Verification;

namespace OssTransfer.Transfer.Outcomes;

/// <summary>
/// What attempts of this job that never recorded how they ended may have put under a key. What lies there counts as ours by what was sent: by its digest where
/// both sides have one, else by its size, and by not being older than the first of those attempts. What was there before them is never theirs.
/// </summary>
/// <param name="Versions">The versions of the source that they may have sent, the latest last.</param>
public sealed record EarlierWrites(ImmutableArray<SourceVersion> Versions)
{
    /// <summary>How many are kept: the latest.</summary>
    public const int MostVersions = 8;

    // Last-Modified has whole seconds, and the clock's offset is known to about one.
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(3);

    /// <summary>When the first attempt began, by the destination's clock; null where that clock isn't known.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>What the destination held before the first attempt and this job had not written; null: nothing.</summary>
    public DestinationObject? Before { get; init; }

    /// <summary>Whether what lies there may be one of these.</summary>
    /// <param name="there">What the destination shows.</param>
    /// <param name="now">The version that is going to be sent now; its content is compared with what lies there anyway, so it need not be guessed at. Null:
    /// none is.</param>
    /// <param name="source">Facts of the source.</param>
    /// <param name="destination">Facts of the destination.</param>
    public bool Include(DestinationObject there, SourceVersion? now, StoreTraits source, StoreTraits destination)
    {
        ArgumentNullException.ThrowIfNull(there);
        return !StoodThereBefore(there) && Versions.Any(version => now?.IsSame(version) != true && MayBe(version, there, source, destination));
    }

    /// <summary>Both together; null where there are none.</summary>
    public static EarlierWrites? Join(EarlierWrites? earlier, EarlierWrites? later) => earlier?.Join(later) ?? later;

    /// <summary>Both together.</summary>
    public EarlierWrites Join(EarlierWrites? later) => later is null ? this : new(Latest(Versions.AddRange(later.Versions)))
    {
        Since = Since is { } since && later.Since is { } next ? (since < next ? since : next) : null,
        Before = later.Before ?? Before,
    };

    /// <summary>Without a version of which is known what became of it; null where nothing is left.</summary>
    public EarlierWrites? Without(SourceVersion known)
    {
        ArgumentNullException.ThrowIfNull(known);
        var left = Versions.RemoveAll(known.IsSame);
        return left.IsEmpty ? null : this with { Versions = left };
    }

    /// <summary>The same content that was written later isn't what stood there: an attempt may have sent just that.</summary>
    private bool StoodThereBefore(DestinationObject there) =>
        Before?.IsSame(there) == true && !(there.LastModified - Before.LastModified > ClockTolerance);

    private static ImmutableArray<SourceVersion> Latest(ImmutableArray<SourceVersion> versions) => [.. versions.Distinct().TakeLast(MostVersions)];

    private bool MayBe(SourceVersion version, DestinationObject there, StoreTraits source, StoreTraits destination) =>
        ContentComparison.Of(
            new(version.Size, version.ETag, source.ForObject(version.HasOpaqueETag)),
            new(there.Size, there.ETag, destination.ForObject(there.HasOpaqueETag))).Kind switch
        {
            ComparisonKind.Equal => true,
            ComparisonKind.Differs => false,

            // A time alone never makes it ours.
            _ => version.Size is not null && (Since is not { } since || there.LastModified >= since - ClockTolerance),
        };
}
