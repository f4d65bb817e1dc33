using System.Diagnostics.CodeAnalysis;
using OssTransfer.Storage.Cloud;
using OssTransfer.Storage.Cloud.Http;

namespace OssTransfer.Storage.UrlList;

/// <summary>Opens the URLs of a list as a store.</summary>
public static class UrlStores
{
    /// <summary>A store whose keys are the texts of URLs; it reads and cannot list. Nothing is asked of anybody yet.</summary>
    /// <exception cref="StoreOptionsException">The options are wrong; the message holds all errors, a line each.</exception>
    [SuppressMessage("Reliability", "CA2000", Justification = "The store owns the client.")]
    public static IObjectStore Open(UrlStoreOptions options)
    {
        if (Errors(options) is { Count: > 0 } errors)
        {
            throw new StoreOptionsException(errors);
        }

        var guard = new ConnectGuard(new(!options.GuardsAddresses, options.Allow), options.Resolve, options.Http.ConnectTimeout, options.Time);
        var connection = new CloudConnection
        {
            Http = options.Http with { MaxConnections = options.MaxConnectionsPerHost },
            CaFile = options.CaFile,
            Proxy = options.Proxy,
            Time = options.Time,
            Connect = options.Proxy is null ? guard.OpenAsync : null,
        };
        var lanes = new HostLanes(options.MaxConnectionsPerHost, options.MaxRequestsPerHost, options.Time);
        return new UrlStore(new UrlClient(new CloudHttp(connection), lanes, options.Proxy is null ? null : guard, options.Time));
    }

    /// <summary>All that is wrong with the options, for people; empty where nothing is.</summary>
    public static IReadOnlyList<string> Errors(UrlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var checks = new OptionChecks();
        checks.Network(options.CaFile, options.Proxy);
        checks.That(options.MaxConnectionsPerHost is >= 1 and <= 10_000, "connections of a host are from 1 to 10000");
        checks.That(options.MaxRequestsPerHost is null or (>= 0.01 and <= 1_000_000), "requests per second of a host are from 0.01 to 1000000");
        return checks.Errors;
    }

    /// <summary>What a user should know of these options before anything is read; empty where nothing.</summary>
    public static IReadOnlyList<string> Warnings(UrlStoreOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<string>();
        if (options.Proxy is not null)
        {
            warnings.Add(
                "the proxy connects to the hosts of URLs: private addresses are refused as this machine resolves names; what the proxy resolves otherwise, it must refuse itself");
        }

        if (!options.GuardsAddresses)
        {
            warnings.Add("URLs may lead to private addresses: the author of the list reads what this machine can reach");
        }

        return warnings;
    }
}
