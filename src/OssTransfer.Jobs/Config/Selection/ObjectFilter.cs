using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Selection;

/// <summary>
/// The filters of a job, ready for one pass. Judging an object allocates nothing. No filter excludes an object by something that the listing doesn't say. Safe
/// for many threads at once.
/// </summary>
public sealed class ObjectFilter
{
    private readonly Glob[] _include;
    private readonly Glob[] _exclude;
    private readonly long _minBytes;
    private readonly long _maxBytes;
    private readonly DateTimeOffset? _oldEnough;
    private readonly DateTimeOffset? _before;
    private readonly DateTimeOffset? _since;

    /// <summary>Prepares the filters.</summary>
    /// <param name="spec">What the user asked for.</param>
    /// <param name="now">The time by the source's clock, from which <c>src-min-age</c> counts back; null where it is unknown: then no age is judged.</param>
    /// <exception cref="ArgumentException">A glob that <see cref="Glob.TryParse"/> refuses.</exception>
    public ObjectFilter(FilterSpec spec, DateTimeOffset? now)
    {
        ArgumentNullException.ThrowIfNull(spec);
        _include = [.. spec.Include.Select(Compile)];
        _exclude = [.. spec.Exclude.Select(Compile)];
        _minBytes = spec.MinBytes ?? 0;
        _maxBytes = spec.MaxBytes ?? long.MaxValue;
        _oldEnough = now - spec.MinAge;
        _before = spec.ModifiedBefore;
        _since = spec.Since;
    }

    /// <summary>Whether an object is migrated.</summary>
    /// <param name="relativeKey">The key without the source's prefix.</param>
    /// <param name="size">Bytes; null where unknown.</param>
    /// <param name="lastModified">As listed; null where unknown.</param>
    public FilterVerdict Judge(ObjectKey relativeKey, long? size, DateTimeOffset? lastModified)
    {
        if (size < _minBytes || size > _maxBytes)
        {
            return size < _minBytes ? FilterVerdict.TooSmall : FilterVerdict.TooLarge;
        }

        var byTime = lastModified is { } time ? JudgeTime(time) : FilterVerdict.Included;
        return byTime == FilterVerdict.Included ? JudgeKey(relativeKey.Bytes) : byTime;
    }

    /// <summary>
    /// Whether an entry takes part, whatever is wrong with it: what the user leaves out can't fail. Below a directory that can't be read anything may lie,
    /// so only a glob that names the directory leaves it out.
    /// </summary>
    /// <param name="relativeKey">The key without the source's prefix.</param>
    /// <param name="entry">As listed.</param>
    public bool Includes(ObjectKey relativeKey, ObjectEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Problem switch
        {
            EntryProblem.BadLine => true,
            EntryProblem.UnreadableDirectory => !AnyMatches(_exclude, relativeKey.Bytes) && !AnyMatches(_exclude, relativeKey.Bytes.TrimEnd((byte)'/')),
            _ => Judge(relativeKey, entry.Size, entry.LastModified) == FilterVerdict.Included,
        };
    }

    /// <summary>
    /// Whether an object that only the destination has takes part: by its key and size. Its time is that of its writing, which no filter is about.
    /// </summary>
    /// <param name="relativeKey">The key without the destination's prefix.</param>
    /// <param name="size">Bytes; null where unknown.</param>
    public bool IncludesOther(ObjectKey relativeKey, long? size) => Judge(relativeKey, size, null) == FilterVerdict.Included;

    private static Glob Compile(string text) =>
        Glob.TryParse(text, out var glob, out var problem) ? glob : throw new ArgumentException($"'{text}' {problem}", nameof(text));

    private static bool AnyMatches(Glob[] globs, ReadOnlySpan<byte> key)
    {
        foreach (var glob in globs)
        {
            if (glob.IsMatch(key))
            {
                return true;
            }
        }

        return false;
    }

    private FilterVerdict JudgeTime(DateTimeOffset lastModified)
    {
        if (lastModified < _since)
        {
            return FilterVerdict.TooEarly;
        }

        if (lastModified >= _before)
        {
            return FilterVerdict.TooLate;
        }

        return lastModified > _oldEnough ? FilterVerdict.TooYoung : FilterVerdict.Included;
    }

    private FilterVerdict JudgeKey(ReadOnlySpan<byte> key)
    {
        if (_include.Length > 0 && !AnyMatches(_include, key))
        {
            return FilterVerdict.NotIncluded;
        }

        return AnyMatches(_exclude, key) ? FilterVerdict.Excluded : FilterVerdict.Included;
    }
}
