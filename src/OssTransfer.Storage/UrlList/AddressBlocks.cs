using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Storage.UrlList;

/// <summary>Which addresses are for what: the special-purpose registries of IANA, and where clouds keep their metadata.</summary>
internal static class AddressBlocks
{
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>The first that holds an address counts.</summary>
    private static readonly AddressBlock[] Table =
    [
        .. Metadata(
            "169.254.169.254", "169.254.169.253", "169.254.170.2", "169.254.170.23", "169.254.0.23", "169.254.42.42", "100.100.100.200", "100.96.0.96",
            "168.63.129.16", "192.0.0.192", "fd00:ec2::254", "fd00:ec2::23", "fd20:ce::254", "fd00:c1::a9fe:a9fe", "fd00:42::42", "fe80::a9fe:a9fe"),

        AddressBlock.Of("0.0.0.0/8", AddressKind.Unspecified),
        AddressBlock.Of("10.0.0.0/8", AddressKind.Private),
        AddressBlock.Of("100.64.0.0/10", AddressKind.Shared),
        AddressBlock.Of("127.0.0.0/8", AddressKind.Loopback),
        AddressBlock.Of("169.254.0.0/16", AddressKind.LinkLocal),
        AddressBlock.Of("172.16.0.0/12", AddressKind.Private),
        AddressBlock.Of("192.0.0.0/24", AddressKind.Reserved),
        AddressBlock.Of("192.0.2.0/24", AddressKind.Reserved),
        AddressBlock.Of("192.88.99.0/24", AddressKind.Reserved),
        AddressBlock.Of("192.168.0.0/16", AddressKind.Private),
        AddressBlock.Of("198.18.0.0/15", AddressKind.Reserved),
        AddressBlock.Of("198.51.100.0/24", AddressKind.Reserved),
        AddressBlock.Of("203.0.113.0/24", AddressKind.Reserved),
        AddressBlock.Of("224.0.0.0/4", AddressKind.Multicast),
        AddressBlock.Of("240.0.0.0/4", AddressKind.Reserved),

        AddressBlock.Of("::/128", AddressKind.Unspecified),
        AddressBlock.Of("::1/128", AddressKind.Loopback),
        AddressBlock.Of("64:ff9b:1::/48", AddressKind.Private),
        AddressBlock.Of("fc00::/7", AddressKind.UniqueLocal),
        AddressBlock.Of("fe80::/10", AddressKind.LinkLocal),
        AddressBlock.Of("fec0::/10", AddressKind.Private),
        AddressBlock.Of("ff00::/8", AddressKind.Multicast),
        AddressBlock.Of("2001::/23", AddressKind.Reserved),
        AddressBlock.Of("2001:db8::/32", AddressKind.Reserved),
        AddressBlock.Of("3fff::/20", AddressKind.Reserved),
    ];

    /// <summary>The block of an address that carries no other one (<see cref="EmbeddedAddress"/>); null for a public one.</summary>
    public static AddressBlock? Find(IPAddress address)
    {
        foreach (var block in Table)
        {
            if (block.Network.Contains(address))
            {
                return block;
            }
        }

        return address.AddressFamily == AddressFamily.InterNetworkV6 && !GlobalUnicast.Contains(address)
            ? new(new IPNetwork(address, 128), AddressKind.Reserved)
            : null;
    }

    private static IEnumerable<AddressBlock> Metadata(params string[] addresses) =>
        addresses.Select(text => IPAddress.Parse(text)).Select(address => new AddressBlock(
            new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128), AddressKind.Metadata));
}
