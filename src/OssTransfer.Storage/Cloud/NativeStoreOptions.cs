using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.Cloud;

/// <summary>A bucket that is read through its vendor's own protocol, as a user names it.</summary>
public abstract record NativeStoreOptions
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

    /// <summary>A PEM file with the only authorities to trust; null trusts the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>A proxy's URL (<c>http://user:password@host:port</c>); null goes directly, whatever the environment says.</summary>
    public Secret? Proxy { get; init; }

    /// <summary>Connections and time-outs.</summary>
    public CloudHttpOptions Http { get; init; } = new();

    /// <summary>The clock of signatures and time-outs.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Opens the socket instead of the endpoint's name and port: lets a test stand in for a host name.</summary>
    internal Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? Connect { get; init; }

    /// <summary>The way to the network that these options describe.</summary>
    internal CloudConnection ToConnection() => new() { Http = Http, CaFile = CaFile, Proxy = Proxy, Time = Time, Connect = Connect };
}
