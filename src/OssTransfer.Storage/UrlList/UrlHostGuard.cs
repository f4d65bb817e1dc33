using System.Net.Sockets;

namespace OssTransfer.Storage.UrlList;

/// <summary>Checks before anything is read whether the hosts of URLs may be read from. It looks addresses up and connects to nothing.</summary>
/// <param name="options">As the URLs will be read.</param>
public sealed class UrlHostGuard(UrlStoreOptions options)
{
    private readonly ConnectGuard _connect = new(new(!options.GuardsAddresses, options.Allow), options.Resolve, options.Http.ConnectTimeout, options.Time);

    /// <summary>The host of a URL in ASCII, an IPv6 address without its brackets; null where the text is no URL that can be read.</summary>
    public static string? HostOf(ObjectKey url)
    {
        if (UrlParts.Of(url.Bytes).Problem != UrlProblem.None)
        {
            return null;
        }

        try
        {
            return UrlAddress.Of(url.Bytes).Host.Trim('[', ']');
        }
        catch (StorageException)
        {
            return null;
        }
    }

    /// <summary>Resolves a host once and judges its addresses as a connection would.</summary>
    /// <returns>Why it is not read from, for people; null where it is.</returns>
    /// <exception cref="SocketException">It has no address, as seen from here.</exception>
    public async Task<string?> RefusalAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            await _connect.JudgeAsync(host, cancellationToken);
            return null;
        }
        catch (StorageException refused)
        {
            return refused.Message;
        }
    }
}
