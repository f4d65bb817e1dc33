using OssTransfer.Storage;

namespace OssTransfer.Transfer.Listings;

/// <summary>Predicts after which key a range is long enough, from what was listed. It decides how much work is saved, never what is listed.</summary>
/// <param name="request">What is listed.</param>
internal sealed class RangeCutter(ListRequest request)
{
    private readonly KeySpace _keys = new(request.Prefix);
    private readonly ListHistory _history = new();

    /// <summary>Learns which characters stand where in keys.</summary>
    /// <param name="entries">A page of them.</param>
    /// <param name="after">The key that was listed before them; null: unknown.</param>
    public void Learn(IReadOnlyList<ObjectEntry> entries, ObjectKey? after) => _keys.Learn(entries, after);

    /// <summary>A page was delivered.</summary>
    public void Delivered(IReadOnlyList<ObjectEntry> entries) => _history.Add(entries);

    /// <summary>The last key that a range should have, and how dense keys are there; null: it is not much too long, or that is unknown.</summary>
    /// <param name="range">The range.</param>
    /// <param name="index">How many ranges come before it.</param>
    /// <param name="length">How many keys a range should have.</param>
    public (ObjectKey At, KeyStretch? Density)? Find(ListedRange range, int index, long length)
    {
        if (range.Reached is not { } from)
        {
            return null;
        }

        // A range that shows more than was predicted shows best itself how dense keys are there.
        var own = range.Shown is { } shown && shown.Steps >= 2 * length ? shown : range.Density;
        if ((range is { HasStarted: true, Until: not null } && own is null)
            || (own ?? _history.Last(length * Math.Max(1, index))) is not { } stretch
            || (range.Until is { } until && !(_keys.Between(stretch, from, until) > 2 * length)))
        {
            return null;
        }

        return Sooner(_keys.After(stretch, from, length), from) is { } at && (range.Until is not { } end || at < end) ? (at, own) : null;
    }

    /// <summary>What is hardly needed is cut off, too.</summary>
    private ObjectKey? Sooner(ObjectKey? at, ObjectKey from) =>
        request.NeededUntil is { } until && from < until && !(at < until) ? until : at;
}
