using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>The door to Baidu BOS.</summary>
public static partial class BaiduStores
{
    private const string Example = "https://bj.bcebos.com";

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(BaiduStoreOptions options)
    {
        var location = Resolve(options, out var errors) ?? throw new StoreOptionsException(errors);
        var http = new CloudHttp(options.ToConnection());
        var signer = new BceSigner(location, options.AccessKey, options.SecretKey, options.SessionToken, http.Clock);
        var client = new CloudClient(http, signer, BaiduDialect.Dialect, location.Bucket, options.Time);
        return new NativeStore(client, new BaiduReader(client));
    }

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>Null where something is wrong.</returns>
    public static NativeLocation? Resolve(BaiduStoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var bucketProblem = BucketName().IsMatch(options.Bucket)
            ? null
            : $"the bucket '{options.Bucket}' is no bucket's name: 3 to 63 lower-case letters, digits and '-'";
        return NativeLocation.Resolve(options, options.Addressing, VendorNames.Baidu, Example, bucketProblem, out errors);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();
}
