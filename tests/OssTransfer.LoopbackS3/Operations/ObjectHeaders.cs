using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Which headers of a request stay with the object. Pure.</summary>
internal static class ObjectHeaders
{
    private const int MaxMetadataBytes = 2048;
    private static readonly Dictionary<string, string> OnlyDefaultType = new() { ["content-type"] = "binary/octet-stream" };

    public static IReadOnlyDictionary<string, string> Of(S3Request request)
    {
        Dictionary<string, string>? kept = null;
        var metadataBytes = 0;
        foreach (var (name, values) in request.Headers)
        {
            var isMetadata = name.StartsWith(HeaderNames.MetadataPrefix, StringComparison.OrdinalIgnoreCase);
            if (!isMetadata && !HeaderNames.Kept.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                continue;
            }

            var value = name.Equals("content-encoding", StringComparison.OrdinalIgnoreCase)
                ? WithoutAwsChunked(values.ToString())
                : values.ToString();
            if (value.Length == 0 && !isMetadata)
            {
                continue;
            }

            metadataBytes += isMetadata ? name.Length - HeaderNames.MetadataPrefix.Length + value.Length : 0;
            (kept ??= [])[name.ToLowerInvariant()] = value;
        }

        if (metadataBytes > MaxMetadataBytes)
        {
            throw S3Errors.MetadataTooLarge;
        }

        kept?.TryAdd("content-type", "binary/octet-stream");
        if (kept?.GetValueOrDefault(HeaderNames.StorageClass) == "STANDARD")
        {
            kept.Remove(HeaderNames.StorageClass);
        }

        return kept ?? OnlyDefaultType;
    }

    private static string WithoutAwsChunked(string value) =>
        string.Join(',', value.Split(',', StringSplitOptions.TrimEntries).Where(encoding => encoding != "aws-chunked"));
}
