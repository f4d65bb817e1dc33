using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>An inventory as S3 writes it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html.</summary>
internal static class Inventory
{
    private const string Schema = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass";

    /// <summary>Writes an inventory with a file for each of <paramref name="files"/> and says where its manifest is.</summary>
    public static string Write(string directory, string bucket, IReadOnlyList<IReadOnlyList<Row>> files)
    {
        var date = Directory.CreateDirectory(Path.Combine(directory, "2026-11-29T01-00Z")).FullName;
        var data = Directory.CreateDirectory(Path.Combine(directory, "data")).FullName;
        var named = files.Select((rows, i) => WriteFile(Path.Combine(data, $"{i}.csv.gz"), bucket, rows)).ToArray();
        var manifest = Path.Combine(date, "manifest.json");
        File.WriteAllText(manifest, JsonSerializer.Serialize(new
        {
            sourceBucket = bucket,
            destinationBucket = "arn:aws:s3:::inventories",
            version = "2016-11-30",
            creationTimestamp = "1795914000000",
            fileFormat = "CSV",
            fileSchema = Schema,
            files = named,
        }));
        return manifest;
    }

    private static object WriteFile(string path, string bucket, IEnumerable<Row> rows)
    {
        using (var text = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest)))
        {
            foreach (var row in rows)
            {
                // S3 leaves slashes, and writes a space as a plus.
                var key = Uri.EscapeDataString(row.Key).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal);
                var (latest, marker) = (row.IsLatest ? "true" : "false", row.IsDeleteMarker ? "true" : "false");
                text.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"\"{bucket}\",\"{key}\",\"v1\",\"{latest}\",\"{marker}\",\"{row.Size}\",\"2026-11-28T10:00:00.000Z\",\"{row.ETag}\",\"STANDARD\"\n"));
            }
        }

        var bytes = File.ReadAllBytes(path);
        return new
        {
            key = "prefix/origin/daily/data/" + Path.GetFileName(path),
            size = bytes.Length,
            MD5checksum = Convert.ToHexStringLower(MD5.HashData(bytes)),
        };
    }

    /// <summary>What the bucket held.</summary>
    public sealed record Row(string Key, long? Size, bool IsLatest = true, bool IsDeleteMarker = false, string ETag = "e");
}
