using System.Net;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>How URLs are read.</summary>
public sealed record UrlStoreOptions
{
    /// <summary>
    /// Addresses that are not on the public internet are refused, unless <see cref="Allow"/> names them. Where false, only addresses of cloud metadata are.
    /// Default true.
    /// </summary>
    public bool GuardsAddresses { get; init; } = true;

    /// <summary>Addresses that may be read from although they are not public (<see cref="AddressRanges"/>).</summary>
    public IReadOnlyList<IPNetwork> Allow { get; init; } = [];

    /// <summary>Requests and bodies under way at one host at the same time; 1-10,000, default 64. Less than the objects in flight makes them wait.</summary>
    public int MaxConnectionsPerHost { get; init; } = 64;

    /// <summary>Requests per second that are begun at one host; null without limit.</summary>
    public double? MaxRequestsPerHost { get; init; }

    /// <summary>A PEM file with the only authorities to trust; null trusts the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>
    /// A proxy's URL; null goes directly, whatever the environment says. With a proxy the guard checks addresses as this machine resolves them,
    /// but it is the proxy that connects (<see cref="UrlStores.Warnings"/>).
    /// </summary>
    public Secret? Proxy { get; init; }

    /// <summary>Time-outs; <see cref="CloudHttpOptions.MaxConnections"/> is not used.</summary>
    public CloudHttpOptions Http { get; init; } = new();

    /// <summary>The clock of time-outs and limits.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Asks for a name's addresses instead of the system: lets a test stand in for DNS.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>>? Resolve { get; init; }
}
