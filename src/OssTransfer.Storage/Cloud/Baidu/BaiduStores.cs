using System.Text.RegularExpressions;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>Opens buckets of Baidu BOS.</summary>
public static partial class BaiduStores
{
    private static readonly NativeVendor Vendor = new()
    {
        Dialect = BaiduDialect.Dialect,
        Example = "https://bj.bcebos.com",
        BucketName = BucketName(),
        BucketProblem = bucket => $"the bucket '{bucket}' is no bucket's name: 3 to 63 lower-case letters, digits and '-'",
        Signer = (location, options, clock) => new BceSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, clock),
        Reader = client => new BaiduReader(client),
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
