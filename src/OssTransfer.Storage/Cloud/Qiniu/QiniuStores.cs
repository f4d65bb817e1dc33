using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;

namespace OssTransfer.Storage.Cloud.Qiniu;

/// <summary>Opens buckets of Qiniu Kodo.</summary>
public static partial class QiniuStores
{
    private const string Example = "https://files.example.com, a download domain of the bucket";

    /// <summary>A store that reads the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(QiniuStoreOptions options)
    {
        var location = Locate(options, out var errors)
            ?? throw new StoreOptionsException(errors);
        return new QiniuStore(location, new QiniuCredentials(options.AccessKey, options.SecretKey), options.ToConnection());
    }

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>The download domain, or the service that will be asked for the bucket's source host; null where something is wrong.</returns>
    public static NativeLocation? Resolve(QiniuStoreOptions options, out IReadOnlyList<string> errors) =>
        Locate(options, out errors) is { } location
            ? new NativeLocation(
                (location.Domain ?? location.Discovery).IsHttps, (location.Domain ?? location.Discovery).Authority, location.Bucket, BucketAddressing.Domain)
            : null;

    internal static QiniuLocation? Locate(QiniuStoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks();
        errors = checks.Errors;
        checks.Native(options);
        checks.That(options.SessionToken is null, "Qiniu Kodo takes no session token: use lasting keys");
        checks.That(BucketName().IsMatch(options.Bucket), $"the bucket '{options.Bucket}' is no space's name: 3 to 63 letters, digits, '-' or '_'");
        var domain = string.IsNullOrWhiteSpace(options.Endpoint) ? null : Domain(options, checks);
        var list = string.IsNullOrWhiteSpace(options.ListEndpoint)
            ? null
            : Service(options.ListEndpoint, "list endpoint", "https://rsf-z0.qiniuapi.com", checks);
        var discovery = Service(options.DiscoveryEndpoint, "discovery endpoint", "https://uc.qiniuapi.com", checks);
        return errors.Count > 0 ? null : new QiniuLocation(options.Bucket, domain, list, discovery!);
    }

    private static QiniuHost? Domain(QiniuStoreOptions options, OptionChecks checks)
    {
        var found = EndpointTable.Find(options.Endpoint, options.Bucket, VendorNames.Qiniu, Example, out var error);
        checks.That(error is null, error!);
        return found switch
        {
            null => null,
            { Kind: EndpointKind.Vendor } => new QiniuHost(found.IsHttps, $"{options.Bucket}.{found.Authority}"),
            _ => new QiniuHost(found.IsHttps, found.Authority),
        };
    }

    private static QiniuHost? Service(string text, string name, string example, OptionChecks checks)
    {
        var parsed = EndpointParts.Parse(text, example, out var error);
        checks.That(error is null, $"the {name} is wrong: {error}");
        checks.That(parsed is not { Path.Length: > 0 }, $"the {name} has a path: write it like {example}");
        return parsed is null ? null : new QiniuHost(parsed.IsHttps, parsed.Authority);
    }

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{1,61}[a-zA-Z0-9]$")]
    private static partial Regex BucketName();
}
