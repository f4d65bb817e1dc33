namespace OssTransfer.Jobs.Config.Reading;

/// <summary>
/// Whether source and destination are the same place or one lies inside the other, as far as their names tell.
/// Links in a file system and aliases of hosts don't show here.
/// </summary>
internal static class PlaceOverlap
{
    // Where a bucket's name belongs to one owner over all regions, every endpoint below leads to the same bucket.
    private static readonly string[] GlobalBucketNames = ["amazonaws.com", "amazonaws.com.cn", "aliyuncs.com", "myqcloud.com"];

    public static bool Exists(SourceSpec source, DestinationSpec destination)
    {
        if (source.Disk is { } from && destination.Disk is { } to)
        {
            // A path that could not be read is empty and is an error of its own.
            return from.Path.Length > 0 && to.Path.Length > 0 && Overlap(AsDirectory(from.Path), AsDirectory(to.Path) + destination.Prefix);
        }

        return source.Cloud is { Endpoint: not null } here && destination.Cloud is { Endpoint: not null } there
            && here.Bucket == there.Bucket
            && SameStore(here, there)
            && Overlap(source.Prefix, destination.Prefix);
    }

    private static string AsDirectory(string path) => path == "/" ? path : path + "/";

    private static bool Overlap(string a, string b) =>
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
}
