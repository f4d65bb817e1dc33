using System.Collections.Frozen;
using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Errors;

namespace OssTransfer.Storage.Cloud.Aliyun;

/// <summary>Opens buckets of Aliyun OSS.</summary>
public static partial class AliyunStores
{
    private static readonly NativeVendor Vendor = new()
    {
        Dialect = new()
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
        },
        Example = "https://oss-cn-hangzhou.aliyuncs.com",
        BucketName = BucketName(),
        BucketProblem = bucket => $"the bucket '{bucket}' is no bucket's name: 3 to 63 lower-case letters, digits and '-'",
        Signer = (location, options, clock) => new AliyunSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, clock),
        Reader = client => new AliyunReader(client),
    };

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(BucketStoreOptions options) => Vendor.Open(options);

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>Null where something is wrong.</returns>
    public static NativeLocation? Resolve(BucketStoreOptions options, out IReadOnlyList<string> errors) => Vendor.Resolve(options, out errors);

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();
}
