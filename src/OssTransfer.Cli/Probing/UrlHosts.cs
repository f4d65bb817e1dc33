using System.Collections.Concurrent;
using System.Net.Sockets;
using OssTransfer.Jobs.Preflight;
using OssTransfer.Storage;
using OssTransfer.Storage.UrlList;

namespace OssTransfer.Cli.Probing;

/// <summary>The hosts that the URLs of a list lead to, each resolved once.</summary>
internal sealed class UrlHosts(UrlHostGuard guard)
{
    private const int MostHosts = 10_000;
    private const int AtOnce = 16;
    private readonly Dictionary<string, long> _urls = [];

    /// <summary>URLs whose hosts were too many to be looked at.</summary>
    public long Beyond { get; private set; }

    public void Add(ObjectKey url)
    {
        if (UrlHostGuard.HostOf(url) is not { } host)
        {
            return;
        }

        if (_urls.TryGetValue(host, out var count) || _urls.Count < MostHosts)
        {
            _urls[host] = count + 1;
        }
        else
        {
            Beyond++;
        }
    }

    /// <summary>Looks all of them up and gives the tally those that are not read from.</summary>
    public async Task CheckAsync(PreflightTally tally, CancellationToken cancellationToken)
    {
        var found = new ConcurrentDictionary<string, (PreflightProblem Problem, string Detail)>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(_urls.Keys, options, async (host, token) =>
        {
            try
            {
                if (await guard.RefusalAsync(host, token) is { } refusal)
                {
                    found[host] = (PreflightProblem.RefusedAddress, refusal);
                }
            }
            catch (SocketException e)
            {
                found[host] = (PreflightProblem.UnknownHost, e.Message);
            }
        });
        foreach (var (host, (problem, detail)) in found.OrderBy(row => row.Key, StringComparer.Ordinal))
        {
            tally.AddHost(problem, host, _urls[host], detail);
        }
    }
}
