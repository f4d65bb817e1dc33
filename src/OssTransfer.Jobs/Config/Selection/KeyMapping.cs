using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Config.Selection;

/// <summary>
/// What an object is called where: the source's prefix is cut, what remains is the relative key, the destination's prefix is put in front.
/// Keys are bytes and nothing else is ever changed in them.
/// </summary>
public sealed class KeyMapping
{
    /// <summary>A mapping between two prefixes, either of which may be empty.</summary>
    public KeyMapping(string sourcePrefix, string destinationPrefix)
    {
        SourcePrefix = ObjectKey.From(sourcePrefix);
        DestinationPrefix = ObjectKey.From(destinationPrefix);
    }

    /// <summary>What is cut; it ends with <c>/</c> or is empty.</summary>
    public ObjectKey SourcePrefix { get; }

    /// <summary>What is put in front; it ends with <c>/</c> or is empty.</summary>
    public ObjectKey DestinationPrefix { get; }

    /// <summary>The mapping of a job.</summary>
    public static KeyMapping For(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new(spec.Source.Prefix, spec.Destination.Prefix);
    }

    /// <summary>The relative key of a source key; null where it lies outside the prefix or is the prefix itself, which has no relative name.</summary>
    public ObjectKey? FromSource(ObjectKey sourceKey) =>
        sourceKey.Length > SourcePrefix.Length && sourceKey.StartsWith(SourcePrefix) ? sourceKey.Skip(SourcePrefix.Length) : null;

    /// <summary>The source key of a relative key.</summary>
    public ObjectKey ToSource(ObjectKey relativeKey) => SourcePrefix.Append(relativeKey);

    /// <summary>The source key of an object of which these facts are known.</summary>
    public ObjectKey ToSource(ObjectKey relativeKey, SourceFacts facts) => facts.Key ?? ToSource(relativeKey);

    /// <summary>What a listing says of an object, with its source key where that doesn't follow from the relative key.</summary>
    public SourceFacts FactsOf(ObjectKey relativeKey, ObjectEntry entry)
    {
        var facts = SourceFacts.Of(entry);
        return entry.Line is null || ToSource(relativeKey) == entry.Key ? facts : facts with { Key = entry.Key };
    }

    /// <summary>The destination key of a relative key.</summary>
    public ObjectKey ToDestination(ObjectKey relativeKey) => DestinationPrefix.Append(relativeKey);
}
