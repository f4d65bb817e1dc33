using System.Text.RegularExpressions;
using OssTransfer.Storage.Cloud.Endpoints;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>A vendor whose buckets are read through its own protocol, at endpoints that may carry the bucket's name.</summary>
internal sealed record NativeVendor
{
    public required CloudDialect Dialect { get; init; }

    /// <summary>A right endpoint, for messages.</summary>
    public required string Example { get; init; }

    public required Regex BucketName { get; init; }

    /// <summary>Says to people why a bucket's name is none, and what one looks like.</summary>
    public required Func<string, string> BucketProblem { get; init; }

    public required Func<NativeLocation, BucketStoreOptions, ServerClock, ICloudSigner> Signer { get; init; }

    public required Func<CloudClient, IObjectReader> Reader { get; init; }

    /// <summary>A store that reads the bucket. Nothing is asked of it yet.</summary>
    public IObjectStore Open(BucketStoreOptions options)
    {
        var location = Resolve(options, out var errors) ?? throw new StoreOptionsException(errors);
        var http = new CloudHttp(options.ToConnection());
        var client = new CloudClient(http, Signer(location, options, http.Clock), Dialect, location.Bucket, options.Time);
        return new NativeStore(client, Reader(client));
    }

    /// <summary>What the options mean, without any traffic; null, with all errors, where something is wrong.</summary>
    public NativeLocation? Resolve(BucketStoreOptions options, out IReadOnlyList<string> errors)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks();
        errors = checks.Errors;
        var endpoint = EndpointTable.Find(options.Endpoint, options.Bucket, Dialect.Traits.Name, Example, out var error);
        checks.That(error is null, error!);
        checks.That(BucketName.IsMatch(options.Bucket), BucketProblem(options.Bucket));
        checks.Native(options);
        return errors.Count > 0 ? null : NativeLocation.Of(endpoint!, options.Bucket, options.Addressing);
    }
}
