using System.Globalization;

namespace OssTransfer.Jobs.Config;

/// <summary>
/// Whether two places that a job names are the same one, or one lies inside the other, as far as their names show.
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

    /// <summary> A text for the place, to be kept: two places overlap where one text begins with the other. Null: a place that could not be read. </summary>
    public static string? NameOf(DestinationSpec destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        return NameOf(Of(destination));
    }

    /// <summary>Two places overlap, by their <see cref="NameOf(DestinationSpec)"/>.</summary>
    public static bool Between(string left, string right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        return left.StartsWith(right, StringComparison.Ordinal) || right.StartsWith(left, StringComparison.Ordinal);
    }

    private static Place Of(DestinationSpec destination) => new(destination.Disk, destination.Cloud, destination.Prefix);

    private static bool Between(Place left, Place right) => NameOf(left) is { } a && NameOf(right) is { } b && Between(a, b);

    private static string? NameOf(Place place) => place switch
    {
        // A path that could not be read is empty and is an error of its own.
        { Disk: { Path.Length: > 0 } disk } => $"disk\n{AsDirectory(disk.Path)}{place.Prefix}",
        { Cloud: { Endpoint: not null } cloud } => $"{Service(cloud)}\n{cloud.Bucket}\n{place.Prefix}",
        _ => null,
    };

    private static string AsDirectory(string path) => path == "/" ? path : path + "/";

    private static string Service(CloudSpec cloud)
    {
        var host = Host(cloud);
        return Array.Find(GlobalBucketNames, name => host.EndsWith("." + name, StringComparison.Ordinal)) ?? host + PortOf(cloud.Endpoint!);
    }

    // With TLS and without it is the same service.
    private static string PortOf(Uri endpoint) =>
        endpoint.IsDefaultPort || endpoint.Port is 80 or 443 ? "" : string.Create(CultureInfo.InvariantCulture, $":{endpoint.Port}");

    // An endpoint that was pasted with its bucket in front is the same as without.
    private static string Host(CloudSpec cloud)
    {
        var host = cloud.Endpoint!.IsLoopback ? "localhost" : cloud.Endpoint.IdnHost.TrimEnd('.');
        var bucket = cloud.Bucket.ToLowerInvariant() + ".";
        return host.StartsWith(bucket, StringComparison.Ordinal) ? host[bucket.Length..] : host;
    }

    private readonly record struct Place(DiskSpec? Disk, CloudSpec? Cloud, string Prefix);
}
