using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Cli.Probing;

/// <summary>A side of a job in one line.</summary>
internal static class PlaceText
{
    public static string Source(SourceSpec side, StoreTraits traits) => side switch
    {
        { Disk: { } disk } => $"directory {disk.Path}",
        { Cloud: { } cloud } => Bucket(cloud, side.Prefix, traits),
        _ => "URLs",
    };

    public static string Destination(DestinationSpec side, StoreTraits traits) => side switch
    {
        { Disk: { } disk } => $"directory {disk.Path}{(side.Prefix.Length > 0 ? "/" + side.Prefix : "")}",
        _ => Bucket(side.Cloud!, side.Prefix, traits),
    };

    private static string Bucket(CloudSpec cloud, string prefix, StoreTraits traits) =>
        $"{traits.Name}, {(cloud.Endpoint is { } endpoint ? $"{endpoint.Scheme}://{endpoint.Authority}" : "the bucket's own host")}, bucket {cloud.Bucket}{(prefix.Length > 0 ? $", below {prefix}" : "")}";
}
