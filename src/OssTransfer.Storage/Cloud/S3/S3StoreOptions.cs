using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud.S3;

/// <summary>A bucket of an S3 store, as a user names it.</summary>
public sealed record S3StoreOptions
{
    /// <summary>As users paste it: with or without <c>https://</c> (then https), with or without the bucket in front, with or without a final slash.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The bucket.</summary>
    public required string Bucket { get; init; }

    /// <summary>The access key.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret key.</summary>
    public required Secret SecretKey { get; init; }

    /// <summary>The token of temporary credentials; null for lasting ones.</summary>
    public Secret? SessionToken { get; init; }

    /// <summary>Null: found from the endpoint, else the profile's.</summary>
    public string? Region { get; init; }

    /// <summary>Null: the profile's; path where the endpoint is an address or the bucket can't be part of a host name.</summary>
    public BucketAddressing? Addressing { get; init; }

    /// <summary>One of <see cref="S3Stores.ProfileNames"/>; null chooses by the endpoint's host.</summary>
    public string? Profile { get; init; }

    /// <summary>A PEM file with the only authorities to trust; null trusts the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>A proxy's URL (<c>http://user:password@host:port</c>); null goes directly, whatever the environment says.</summary>
    public Secret? Proxy { get; init; }

    /// <summary>ETags of this store are no digests of the content, although its answers don't say so.</summary>
    public bool OpaqueETags { get; init; }

    /// <summary>What the user says of the order of listings: <see cref="KeyOrder.Unordered"/> for one of the store's own; null: nothing.</summary>
    public KeyOrder? KeyOrder { get; init; }

    /// <summary>Bodies aren't part of the signature (Content-MD5 is); null: the profile's choice, which is never over http.</summary>
    public bool? UnsignedPayload { get; init; }

    /// <summary>Connections and time-outs.</summary>
    public CloudHttpOptions Http { get; init; } = new();

    /// <summary>The clock of signatures and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the socket instead of the endpoint's name and port: lets a test stand in for a host name.</summary>
    internal Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }
}
