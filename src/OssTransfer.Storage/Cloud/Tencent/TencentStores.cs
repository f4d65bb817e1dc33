using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Errors;

namespace OssTransfer.Storage.Cloud.Tencent;

/// <summary>Opens buckets of Tencent COS, whose names end with the APPID (<c>name-1250000000</c>).</summary>
public static partial class TencentStores
{
    private static readonly NativeVendor Vendor = new()
    {
        Dialect = new()
        {
            Traits = new StoreTraits
            {
                Name = VendorNames.Tencent,
                KeyOrder = KeyOrder.Utf8Bytes,
                ListsAfterAnyKey = true,
                ReportsTime = true,

                // "Not necessarily the MD5", says the vendor.
                ETag = ETagMeaning.Opaque,
                MaxKeyBytes = 850,
            },
            HeaderPrefix = "x-cos-",
            RequestIdHeader = "x-cos-request-id",
            ReadError = ErrorBody.ParseXml,
            Crc64Header = "x-cos-hash-crc64ecma",
        },
        Example = "https://cos.ap-beijing.myqcloud.com",
        BucketName = BucketName(),
        BucketProblem = bucket =>
            $"the bucket '{bucket}' is no bucket's name: lower-case letters, digits and '-', then '-' and the APPID, as in {bucket}-1250000000",
        Signer = (location, options, clock) => new TencentSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, clock),
        Reader = client => new MarkerReader(client),
    };

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(BucketStoreOptions options) => Vendor.Open(options);

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>Null where something is wrong.</returns>
    public static NativeLocation? Resolve(BucketStoreOptions options, out IReadOnlyList<string> errors) => Vendor.Resolve(options, out errors);

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9][a-z0-9-]*-[0-9]{5,}$")]
    private static partial Regex BucketName();
}
