using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Storage.UrlList;

/// <summary>
/// IPv6 addresses that lead to an IPv4 address: what counts is where they lead. Compared as bytes, since <see cref="IPNetwork"/> takes IPv4-mapped
/// addresses for IPv4 ones.
/// </summary>
internal static class EmbeddedAddress
{
    private static ReadOnlySpan<byte> Mapped => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF];

    private static ReadOnlySpan<byte> Translated => [0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0];

    private static ReadOnlySpan<byte> Compatible => [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> Nat64 => [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0];

    private static ReadOnlySpan<byte> SixToFour => [0x20, 0x02];

    private static ReadOnlySpan<byte> Isatap => [0, 0x5E, 0xFE];

    /// <summary>The address that is reached, without a scope.</summary>
    public static IPAddress Unwrap(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        var front = bytes[..12];
        return front.SequenceEqual(Mapped) || front.SequenceEqual(Translated) || front.SequenceEqual(Nat64) || IsCompatible(bytes) || IsIsatap(bytes)
            ? new(bytes[12..])
            : bytes.StartsWith(SixToFour) ? new(bytes[2..6])
            : new(bytes);
    }

    /// <summary>Not <c>::</c> and <c>::1</c>, which lie in the same range.</summary>
    private static bool IsCompatible(ReadOnlySpan<byte> bytes) => bytes[..12].SequenceEqual(Compatible) && bytes[12..15].ContainsAnyExcept((byte)0);

    private static bool IsIsatap(ReadOnlySpan<byte> bytes) => bytes[8] is 0 or 2 && bytes[9..12].SequenceEqual(Isatap);
}
