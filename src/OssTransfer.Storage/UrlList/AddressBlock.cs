using System.Net;

namespace OssTransfer.Storage.UrlList;

/// <summary>Addresses of one kind.</summary>
/// <param name="Network">Which.</param>
/// <param name="Kind">What for.</param>
internal sealed record AddressBlock(IPNetwork Network, AddressKind Kind)
{
    public static AddressBlock Of(string network, AddressKind kind) => new(IPNetwork.Parse(network), kind);
}
