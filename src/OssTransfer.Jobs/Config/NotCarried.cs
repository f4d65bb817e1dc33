namespace OssTransfer.Jobs.Config;

/// <summary>
/// Says what a job can't carry over, whatever its objects are: what its source may have and its destination, or the protocol between them, doesn't support.
/// </summary>
public static class NotCarried
{
    /// <summary>One sentence for each kind of source and destination that loses something; empty where nothing is lost.</summary>
    public static IReadOnlyList<string> Of(JobSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Kind == JobKind.Check)
        {
            return [];
        }

        var from = spec.Source.Kind switch
        {
            StoreKind.Disk =>
                "owner, group, mode, times, ACLs and extended attributes of files; empty directories, links to directories and special files, which are counted; "
                + "hard links: each name is written as a file of its own, counted too",
            StoreKind.UrlList => null,
            _ => "tags, older versions, locks, owners and storage classes of objects",
        };
        string?[] lost =
        [
            from,
            RightsOf(spec),
            spec.Destination.Kind == StoreKind.Disk ? "Content-Type, other headers and user metadata: a disk has no place for them" : null,
        ];
        return [.. lost.OfType<string>().Select(what => $"not carried: {what}")];
    }

    /// <summary>A disk's and a list's objects have no ACLs of their own.</summary>
    private static string? RightsOf(JobSpec spec) => spec switch
    {
        { Source.Kind: StoreKind.Disk or StoreKind.UrlList } => null,
        { Destination.Kind: StoreKind.Disk } => "ACLs of objects",
        { Destination.Acl: DestinationAcl.Keep } => "rights of single users in the ACLs of objects",
        { Destination.Acl: DestinationAcl.PublicRead } => "ACLs of objects: anyone may read what is written (des-acl: public-read)",
        _ => "ACLs of objects: what is written is private, unless the bucket says otherwise (des-acl: private)",
    };
}
