using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>The door to buckets of Aliyun OSS.</summary>
public static partial class AliyunStores
{
    private const string Example = "https://oss-cn-hangzhou.aliyuncs.com";

    private static readonly CloudDialect Dialect = new()
    {
        Traits = new StoreTraits
        {
            Name = VendorNames.Aliyun,
            KeyOrder = KeyOrder.Utf8Bytes,
            ListsAfterAnyKey = true,
            ReportsTime = true,

            // The MD5 only of objects that were put in one request, and a listing doesn't distinguish them reliably from the others.
            ETag = ETagMeaning.Opaque,
            MaxKeyBytes = 1023,
            MaxUserMetadataBytes = 8 << 10,
        },
        HeaderPrefix = "x-oss-",
        RequestIdHeader = "x-oss-request-id",
        ReadError = ErrorBody.ParseXml,
        HeadErrorHeader = "x-oss-err",
        Crc64Header = "x-oss-hash-crc64ecma",
        PublishesContentMd5 = true,

        // Archive may be readable at once where the bucket says so.
        FrozenClasses = new[] { "ColdArchive", "DeepColdArchive" }.ToFrozenSet(StringComparer.Ordinal),
    };

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(AliyunStoreOptions options)
    {
        var location = Resolve(options, out var errors) ?? throw new StoreOptionsException(errors);
        var http = new CloudHttp(options.ToConnection());
        var signer = new AliyunSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, http.Clock);
        var client = new CloudClient(http, signer, Dialect, location.Bucket, options.Time);
        return new NativeStore(client, new AliyunReader(client));
    }

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>Null where something is wrong.</returns>
    public static NativeLocation? Resolve(AliyunStoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bucketProblem = BucketName().IsMatch(options.Bucket)
            ? null
            : $"the bucket '{options.Bucket}' is no bucket's name: 3 to 63 lower-case letters, digits and '-'";
        return NativeLocation.Resolve(options, options.Addressing, VendorNames.Aliyun, Example, bucketProblem, out errors);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();
}
