using OssTransfer.Jobs.Config;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Workers.Stores;

/// <summary>A proxy's URL with its password.</summary>
internal static class ProxyUrls
{
    /// <summary>The URL; null where there is no proxy.</summary>
    public static Secret? Of(ProxySpec? proxy, Secret? password)
    {
        if (proxy is null)
        {
            return null;
        }

        var url = new UriBuilder(proxy.Address) { UserName = proxy.User ?? "", Password = password?.Reveal() ?? "" };
        return new(url.Uri.AbsoluteUri);
    }
}
