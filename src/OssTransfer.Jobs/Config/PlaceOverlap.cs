namespace OssTransfer.Jobs.Config;

/// <summary>
/// Whether two places that a job names are the same one, or one lies inside the other, as far as their names tell.
/// Links in a file system and aliases of hosts don't show here.
/// </summary>
public static class PlaceOverlap
{
    // Where a bucket's name belongs to one owner over all regions, every endpoint below leads to the same bucket.
    private static readonly string[] GlobalBucketNames = ["amazonaws.com", "amazonaws.com.cn", "aliyuncs.com", "myqcloud.com"];

    /// <summary>A job would write into what it reads.</summary>
    public static bool Between(SourceSpec source, DestinationSpec destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        return Between(new(source.Disk, source.Cloud, source.Prefix), Of(destination));
    }

    /// <summary>Two jobs would write into each other's objects.</summary>
    public static bool Between(DestinationSpec left, DestinationSpec right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return Between(Of(left), Of(right));
    }

    private static Place Of(DestinationSpec destination) => new(destination.Disk, destination.Cloud, destination.Prefix);

    private static bool Between(Place left, Place right) => (left, right) switch
    {
        // A path that could not be read is empty and is an error of its own.
        ({ Disk: { } a }, { Disk: { } b }) =>
            a.Path.Length > 0 && b.Path.Length > 0 && Nested(AsDirectory(a.Path) + left.Prefix, AsDirectory(b.Path) + right.Prefix),
        ({ Cloud: { Endpoint: not null } a }, { Cloud: { Endpoint: not null } b }) =>
            a.Bucket == b.Bucket && SameStore(a, b) && Nested(left.Prefix, right.Prefix),
        _ => false,
    };

    private static string AsDirectory(string path) => path == "/" ? path : path + "/";

    private static bool Nested(string a, string b) =>
        a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);

    private static bool SameStore(CloudSpec a, CloudSpec b) =>
        Host(a) == Host(b) ? SamePort(a.Endpoint!, b.Endpoint!) : Array.Exists(GlobalBucketNames, name => IsBelow(a, name) && IsBelow(b, name));

    private static bool SamePort(Uri a, Uri b) => a.Port == b.Port || (a.IsDefaultPort && b.IsDefaultPort);

    private static bool IsBelow(CloudSpec cloud, string name) => Host(cloud).EndsWith("." + name, StringComparison.Ordinal);

    // An endpoint that was pasted with its bucket in front is the same as without.
    private static string Host(CloudSpec cloud)
    {
        var host = cloud.Endpoint!.IsLoopback ? "localhost" : cloud.Endpoint.IdnHost.TrimEnd('.');
        var bucket = cloud.Bucket.ToLowerInvariant() + ".";
        return host.StartsWith(bucket, StringComparison.Ordinal) ? host[bucket.Length..] : host;
    }

    private readonly record struct Place(DiskSpec? Disk, CloudSpec? Cloud, string Prefix);
}
