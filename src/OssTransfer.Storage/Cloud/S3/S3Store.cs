using OssTransfer.Storage.Cloud.Errors;
using OssTransfer.Storage.Cloud.Http;
using OssTransfer.Storage.Cloud.Listing;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>One bucket.</summary>
internal sealed class S3Store : IObjectStore
{
    private readonly S3Client _client;

    public S3Store(S3Location location, StoreProfile profile, S3StoreOptions options, CloudConnection connection)
    {
        var unsigned = options.UnsignedPayload ?? (location.IsHttps && profile.UnsignedPayload);
        Credentials = new S3Credentials(options.AccessKey, options.SecretKey, options.SessionToken);
        var http = new CloudHttp(connection);
        var dialect = new CloudDialect
        {
            AcceptedCoding = profile.CompressesOnTheWay ? "identity" : "gzip",
            Traits = profile.ForeignTraits,
            HeaderPrefix = "x-amz-",
            RequestIdHeader = "x-amz-request-id",
            ReadError = ErrorBody.ParseXml,
            FrozenClasses = StorageClasses.Archived,
        };
        var client = new CloudClient(http, new S3Signer(location, Credentials, http.Clock), dialect, location.Bucket, connection.Time);
        _client = new S3Client(http, client, unsigned);
        Location = location;
        Traits = profile.Traits;
        Reader = new S3Reader(_client, profile);
        Writer = new S3Writer(_client, profile.Traits, profile.RepeatsChecksums);
        Multipart = new S3Multipart(_client, profile.Traits);
        Copier = new S3Copier(_client, this, profile);
        Acls = new S3AclReader(_client, profile);
    }

    public S3Location Location { get; }

    public S3Credentials Credentials { get; }

    public StoreTraits Traits { get; }

    public IObjectReader Reader { get; }

    public IObjectWriter? Writer { get; }

    public IMultipartWriter? Multipart { get; }

    public IObjectCopier? Copier { get; }

    public IAclReader? Acls { get; }

    public TimeSpan? ClockOffset => _client.Cloud.ClockOffset;

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
