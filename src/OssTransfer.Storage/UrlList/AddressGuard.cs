using System.Net;

namespace OssTransfer.Storage.UrlList;

/// <summary>Decides which addresses may be read from, so that a list can't make this machine read what only it can reach. Pure.</summary>
/// <param name="allowsAll">Only metadata addresses are refused.</param>
/// <param name="allowed">Addresses that are no public ones and may be read from.</param>
internal sealed class AddressGuard(bool allowsAll, IReadOnlyList<IPNetwork> allowed)
{
    /// <summary>Why the address may not be read from; null where it may.</summary>
    public string? Refusal(IPAddress address)
    {
        var reached = EmbeddedAddress.Unwrap(address);
        if (AddressBlocks.Find(reached) is not { } block)
        {
            return null;
        }

        if (block.Kind == AddressKind.Metadata)
        {
            return $"{Shown(address, reached)} is where clouds keep a machine's metadata; it is never read";
        }

        return allowsAll || allowed.Any(network => network.Contains(reached))
            ? null
            : $"{Shown(address, reached)} is {Name(block.Kind)}; to let that be, write url-allow: {block.Network}";
    }

    private static string Shown(IPAddress address, IPAddress reached) => address.Equals(reached) ? $"{address}" : $"{address}, which leads to {reached},";

    private static string Name(AddressKind kind) => kind switch
    {
        AddressKind.Unspecified => "an unspecified address",
        AddressKind.Loopback => "this machine itself (a loopback address)",
        AddressKind.Private => "a private address",
        AddressKind.Shared => "an address of a provider's inner network",
        AddressKind.LinkLocal => "a link-local address",
        AddressKind.UniqueLocal => "a unique local (private) address",
        AddressKind.Multicast => "a multicast address",
        _ => "a reserved address",
    };
}
