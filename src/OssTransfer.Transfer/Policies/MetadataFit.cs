using OssTransfer.Storage;

namespace OssTransfer.Transfer.Policies;

/// <summary>An object's headers as the destination can take them.</summary>
/// <param name="Metadata">What to send.</param>
/// <param name="Dropped">Names of what was left out.</param>
/// <param name="Problem">Why the object can't be sent; null where it can.</param>
public sealed record MetadataFit(ObjectMetadata Metadata, IReadOnlyList<string> Dropped, string? Problem)
{
    /// <summary>A destination that keeps no headers takes all of them: the user was told when the job was added, so it is no failure.</summary>
    public static MetadataFit Of(ObjectMetadata metadata, StoreTraits destination, MetadataPolicy policy)
    {
        if (!destination.KeepsMetadata)
        {
            return new(ObjectMetadata.None, [], null);
        }

        var tooMuch = new List<string>();
        var fitting = metadata with
        {
            ContentDisposition = FittingDisposition(metadata, destination, tooMuch),
            User = FittingUser(metadata, destination, tooMuch),
        };
        return tooMuch.Count > 0 && policy == MetadataPolicy.Fail
            ? new(metadata, [], $"{destination.Name} does not take these headers: {string.Join(", ", tooMuch)} (des-metadata: drop leaves them out)")
            : new(fitting, tooMuch, null);
    }

    private static string? FittingDisposition(ObjectMetadata metadata, StoreTraits destination, List<string> tooMuch)
    {
        if (metadata.ContentDisposition is { } disposition && disposition.Length > destination.MaxContentDispositionBytes)
        {
            tooMuch.Add("Content-Disposition");
            return null;
        }

        return metadata.ContentDisposition;
    }

    /// <summary>By name, as long as there is room, so that the same headers always lose the same ones.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> FittingUser(ObjectMetadata metadata, StoreTraits destination, List<string> tooMuch)
    {
        var room = destination.MaxUserMetadataBytes;
        if (metadata.User.Sum(Bytes) <= room)
        {
            return metadata.User;
        }

        var kept = new List<KeyValuePair<string, string>>();
        foreach (var pair in metadata.User.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (Bytes(pair) > room)
            {
                tooMuch.Add(pair.Key);
                continue;
            }

            room -= Bytes(pair);
            kept.Add(pair);
        }

        return kept;
    }

    private static int Bytes(KeyValuePair<string, string> pair) => pair.Key.Length + pair.Value.Length;
}
