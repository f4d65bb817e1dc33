using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Cloud.Baidu;

/// <summary>The door to Baidu BOS.</summary>
public static partial class BaiduStores
{
    private const string Example = "https://bj.bcebos.com";

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(BaiduStoreOptions options)
    {
        var location = Locate(options, out var errors)
            ?? throw new ArgumentException(string.Join('\n', errors), nameof(options));
        return new BaiduStore(location, options);
    }

    /// <summary>What is wrong with the options, for people, without any traffic; empty where nothing is.</summary>
    /// <param name="options">The options.</param>
    /// <param name="endpoint">The endpoint as it should be spelt; null where something is wrong.</param>
    public static IReadOnlyList<string> Check(BaiduStoreOptions options, out string? endpoint)
    {
        endpoint = Locate(options, out var errors)?.Spelling;
        return errors;
    }

    internal static BaiduLocation? Locate(BaiduStoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks();
        errors = checks.Errors;
        checks.Native(options);
        checks.That(BucketName().IsMatch(options.Bucket), $"the bucket '{options.Bucket}' is no bucket's name: 3 to 63 small letters, digits or '-'");
        var endpoint = EndpointTable.Find(options.Endpoint, options.Bucket, VendorNames.Baidu, Example, out var error);
        checks.That(error is null, error!);
        return errors.Count > 0 ? null : new BaiduLocation(endpoint!, options.Bucket);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketName();
}
