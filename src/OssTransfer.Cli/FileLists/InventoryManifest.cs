using System.Text.Json;
using OssTransfer.Contracts;

namespace OssTransfer.Cli.FileLists;

/// <summary>
/// The <c>manifest.json</c> of an inventory: what a bucket held when the service looked, written by it into files beside the manifest.
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html">S3</see> and
/// <see href="https://help.aliyun.com/zh/oss/user-guide/bucket-inventory">OSS</see> write the same members.
/// </summary>
/// <param name="SourceBucket">The bucket whose objects it lists.</param>
/// <param name="DestinationBucket">The bucket that it was written to; S3 writes an ARN.</param>
/// <param name="FileFormat">How its files are written: <c>CSV</c>, compressed by gzip, or <c>Parquet</c>.</param>
/// <param name="FileSchema">The columns of CSV, separated by commas; files in Parquet say it themselves.</param>
/// <param name="Files">What it consists of.</param>
internal sealed record InventoryManifest(
    string SourceBucket, string DestinationBucket, string FileFormat, string FileSchema, IReadOnlyList<InventoryFile> Files)
{
    private const int MaxBytes = 64 << 20;

    /// <summary>Its files are in Parquet, and not in CSV.</summary>
    public bool IsParquet => FileFormat.Equals("Parquet", StringComparison.OrdinalIgnoreCase);

    /// <summary>The manifest at a path; null where there is something else, such as a list of lines. The content is at its beginning again.</summary>
    /// <exception cref="CliException">It is a manifest, and says too little or what this program can't read.</exception>
    public static InventoryManifest? Find(string path, FileStream content)
    {
        if (!path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) || content.Length > MaxBytes)
        {
            return null;
        }

        InventoryManifest? manifest;
        try
        {
            manifest = JsonSerializer.Deserialize(content, InventoryJson.Default.InventoryManifest);
        }
        catch (JsonException)
        {
            manifest = null;
        }

        content.Position = 0;
        if (manifest is not { SourceBucket: not null, FileFormat: not null, FileSchema: not null, Files: not null })
        {
            return null;
        }

        if (!manifest.IsParquet && !manifest.FileFormat.Equals("CSV", StringComparison.OrdinalIgnoreCase))
        {
            throw new CliException(
                ExitCode.Usage,
                $"The inventory {path} is written as {manifest.FileFormat}. Have the service write it as CSV or Parquet, which can be read here.");
        }

        return manifest.DestinationBucket is not null && manifest.Files.All(file => file is { Key: not null, Size: >= 0, Md5: not null })
            ? manifest
            : throw new CliException(
                ExitCode.Usage, $"The inventory {path} doesn't say of each of its files the key, size and MD5checksum. Copy its manifest here again.");
    }
}
