using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Parquet;

namespace OssTransfer.EndToEnd.Tests.Running;

/// <summary>An inventory as S3 writes it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html.</summary>
internal static class Inventory
{
    private const string Schema = "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, Size, LastModifiedDate, ETag, StorageClass";

    /// <summary>As S3 says the columns of Parquet; the files have all of them in this order.</summary>
    private const string ParquetSchema =
        "message s3.inventory { required binary bucket (UTF8); required binary key (UTF8); optional binary version_id (UTF8); optional boolean is_latest; "
        + "optional boolean is_delete_marker; optional int64 size; optional int64 last_modified_date (TIMESTAMP_MILLIS); optional binary e_tag (UTF8); "
        + "optional binary storage_class (UTF8); optional boolean is_multipart_uploaded;}";

    private static readonly DateTime Modified = new(2026, 11, 28, 10, 0, 0, DateTimeKind.Utc);

    /// <summary>In one of the formats that S3 offers.</summary>
    public static Task<string> WriteAsync(string format, string directory, string bucket, IReadOnlyList<IReadOnlyList<Row>> files) =>
        format == "Parquet" ? WriteParquetAsync(directory, bucket, files) : Task.FromResult(Write(directory, bucket, files));

    /// <summary>Writes an inventory with a file for each of <paramref name="files"/> and says where its manifest is.</summary>
    public static string Write(string directory, string bucket, IReadOnlyList<IReadOnlyList<Row>> files)
    {
        var data = Directory.CreateDirectory(Path.Combine(directory, "data")).FullName;
        var paths = files.Select((_, i) => Path.Combine(data, $"{i}.csv.gz")).ToArray();
        for (var i = 0; i < files.Count; i++)
        {
            WriteFile(paths[i], bucket, files[i]);
        }

        return WriteManifest(directory, bucket, "CSV", Schema, paths);
    }

    /// <summary>The same in Parquet, in groups of rows and compressed by Snappy, as S3 does.</summary>
    public static async Task<string> WriteParquetAsync(
        string directory, string bucket, IReadOnlyList<IReadOnlyList<Row>> files, int rowsInGroup = 1_000, CompressionMethod codec = CompressionMethod.Snappy)
    {
        var data = Directory.CreateDirectory(Path.Combine(directory, "data")).FullName;
        var paths = files.Select((_, i) => Path.Combine(data, $"{i}.parquet")).ToArray();
        for (var i = 0; i < files.Count; i++)
        {
            var rows = files[i];
            await ParquetColumn.WriteFileAsync(
                paths[i],
                rows.Count,
                rowsInGroup,
                new() { CompressionMethod = codec },
                ParquetColumn.Texts("bucket", [.. rows.Select(_ => bucket)], isRequired: true),
                ParquetColumn.Texts("key", [.. rows.Select(row => row.Key)], isRequired: true),
                ParquetColumn.Texts("version_id", [.. rows.Select(_ => "v1")]),
                ParquetColumn.Truths("is_latest", [.. rows.Select(row => (bool?)row.IsLatest)]),
                ParquetColumn.Truths("is_delete_marker", [.. rows.Select(row => (bool?)row.IsDeleteMarker)]),
                ParquetColumn.Numbers("size", [.. rows.Select(row => row.Size)]),
                ParquetColumn.Times("last_modified_date", [.. rows.Select(_ => (DateTime?)Modified)]),
                ParquetColumn.Texts("e_tag", [.. rows.Select(row => row.IsDeleteMarker ? null : row.ETag)]),
                ParquetColumn.Texts("storage_class", [.. rows.Select(_ => "STANDARD")]),
                ParquetColumn.Truths("is_multipart_uploaded", [.. rows.Select(_ => (bool?)false)]));
        }

        return WriteManifest(directory, bucket, "Parquet", ParquetSchema, paths);
    }

    /// <summary>Writes the manifest of files as they are, and says where it is.</summary>
    public static string WriteManifest(string directory, string bucket, string format, string schema, params IReadOnlyList<string> files)
    {
        var date = Directory.CreateDirectory(Path.Combine(directory, "2026-11-29T01-00Z")).FullName;
        var manifest = Path.Combine(date, "manifest.json");
        File.WriteAllText(manifest, JsonSerializer.Serialize(new
        {
            sourceBucket = bucket,
            destinationBucket = "arn:aws:s3:::inventories",
            version = "2016-11-30",
            creationTimestamp = "1795914000000",
            fileFormat = format,
            fileSchema = schema,
            files = files.Select(path => new
            {
                key = "prefix/origin/daily/data/" + Path.GetFileName(path),
                size = new FileInfo(path).Length,
                MD5checksum = Convert.ToHexStringLower(MD5.HashData(File.ReadAllBytes(path))),
            }),
        }));
        return manifest;
    }

    private static void WriteFile(string path, string bucket, IEnumerable<Row> rows)
    {
        using var text = new StreamWriter(new GZipStream(File.Create(path), CompressionLevel.Fastest));
        foreach (var row in rows)
        {
            // S3 leaves slashes, and writes a space as a plus.
            var key = Uri.EscapeDataString(row.Key).Replace("%2F", "/", StringComparison.Ordinal).Replace("%20", "+", StringComparison.Ordinal);
            var (latest, marker) = (row.IsLatest ? "true" : "false", row.IsDeleteMarker ? "true" : "false");
            text.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"\"{bucket}\",\"{key}\",\"v1\",\"{latest}\",\"{marker}\",\"{row.Size}\",\"{Modified:yyyy-MM-ddTHH:mm:ss.fffZ}\",\"{row.ETag}\",\"STANDARD\"\n"));
        }
    }

    /// <summary>What the bucket held.</summary>
    public sealed record Row(string Key, long? Size, bool IsLatest = true, bool IsDeleteMarker = false, string ETag = "e");
}
