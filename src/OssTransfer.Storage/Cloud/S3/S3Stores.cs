using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>Opens S3 stores.</summary>
public static partial class S3Stores
{
    /// <summary>What <see cref="S3StoreOptions.Profile"/> may be.</summary>
    public static IReadOnlyList<string> ProfileNames { get; } = [.. StoreProfiles.All.Select(profile => profile.Name)];

    /// <summary>A store that reads and writes the bucket. Nothing is asked of it yet: a wrong key shows at the first call.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    public static IObjectStore Open(S3StoreOptions options)
    {
        var location = Resolve(options, out var errors)
            ?? throw new StoreOptionsException(errors);
        var named = StoreProfiles.Named(location.Profile)!;
        var traits = options.OpaqueETags ? named.Traits.WithOpaqueETags() : named.Traits;
        var profile = named with { Traits = options.KeyOrder is { } order ? traits with { KeyOrder = order, VouchesForOrder = true } : traits };
        var connection = new CloudConnection
        {
            Http = options.Http,
            CaFile = options.CaFile,
            Proxy = options.Proxy,
            Time = options.Time,
            Connect = options.Connect,
        };
        return new S3Store(location, profile, options, connection);
    }

    /// <summary>Where a store that <see cref="Open"/> made leads and by which profile; null for any other.</summary>
    public static S3Location? LocationOf(IObjectStore store) => (store as S3Store)?.Location;

    /// <summary>What the options mean, without any traffic.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">All that is wrong, for people; empty where nothing is.</param>
    /// <returns>Null where something is wrong.</returns>
    public static S3Location? Resolve(S3StoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks();
        errors = checks.Errors;
        var endpoint = S3Endpoint.Parse(options.Endpoint, options.Bucket, out var endpointError);
        checks.That(endpointError is null, endpointError!);
        checks.That(BucketName().IsMatch(options.Bucket), $"the bucket '{options.Bucket}' is no bucket's name: 3 to 63 letters, digits, '-', '.' or '_'");
        checks.Keys(options.AccessKey, options.SecretKey, options.SessionToken);
        checks.That(options.Region is null || RegionName().IsMatch(options.Region), $"the region '{options.Region}' is no region's name");
        var profile = options.Profile is null ? StoreProfiles.ForHost(endpoint?.Host ?? "") : StoreProfiles.Named(options.Profile);
        checks.That(profile is not null, $"there is no profile '{options.Profile}', only {string.Join(", ", ProfileNames)}");
        checks.Network(options.CaFile, options.Proxy);
        checks.That(options.Addressing != BucketAddressing.Host || FitsHost(options.Bucket, endpoint),
            $"the bucket '{options.Bucket}' can't stand in front of this endpoint: use path addressing");
        foreach (var error in profile is null || endpoint is null ? [] : ProfileRules.Errors(profile, endpoint, options))
        {
            checks.That(false, error);
        }

        if (errors.Count > 0)
        {
            return null;
        }

        var addressing = options.Addressing ?? (FitsHost(options.Bucket, endpoint) ? Default(endpoint!, profile!) : BucketAddressing.Path);
        return new S3Location(
            endpoint!.IsHttps, endpoint.Authority, options.Bucket, options.Region ?? endpoint.Region ?? profile!.DefaultRegion, addressing, profile!.Name);
    }

    /// <summary>A bucket in front of the host is meant.</summary>
    private static BucketAddressing Default(S3Endpoint endpoint, StoreProfile profile) =>
        endpoint.NamedBucket ? BucketAddressing.Host : profile.Addressing;

    /// <summary>A dot in the bucket's name makes a host that no wildcard certificate covers.</summary>
    private static bool FitsHost(string bucket, S3Endpoint? endpoint) =>
        endpoint is { IsAddress: false } && HostLabel().IsMatch(bucket) && !(endpoint.IsHttps && bucket.Contains('.', StringComparison.Ordinal));

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9._-]{1,61}[a-zA-Z0-9]$")]
    private static partial Regex BucketName();

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex HostLabel();

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex RegionName();
}
