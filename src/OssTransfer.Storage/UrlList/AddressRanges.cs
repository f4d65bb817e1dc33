using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Storage.UrlList;

/// <summary>Ranges of addresses as users write them: <c>10.0.0.0/8, fd00::/8, 192.168.1.7</c>.</summary>
public static class AddressRanges
{
    /// <summary>Reads ranges, separated by commas.</summary>
    /// <param name="text">What the user wrote.</param>
    /// <param name="ranges">What it means.</param>
    /// <param name="error">Which piece is wrong, and how it would be right.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out IReadOnlyList<IPNetwork>? ranges, [NotNullWhen(false)] out string? error)
    {
        ArgumentNullException.ThrowIfNull(text);
        var found = new List<IPNetwork>();
        (ranges, error) = (null, null);
        foreach (var piece in text.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!TryParseOne(piece, out var range, out error))
            {
                return false;
            }

            found.Add(range);
        }

        ranges = found;
        return true;
    }

    private static bool TryParseOne(string text, out IPNetwork range, [NotNullWhen(false)] out string? error)
    {
        (range, error) = (default, null);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var digits = slash < 0 ? "" : text[(slash + 1)..];
        if (!IPAddress.TryParse(slash < 0 ? text : text[..slash], out var address) || address.ScopeIdOrZero() != 0)
        {
            error = $"'{text}' is no range of addresses; 10.0.0.0/8 is one";
            return false;
        }

        var most = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = most;
        if (slash >= 0 && (!int.TryParse(digits, System.Globalization.NumberStyles.None, null, out length) || length > most))
        {
            error = $"'{text}' has no number from 0 to {most} after its '/'";
            return false;
        }

        var first = FirstOf(address, length);
        if (!first.Equals(address))
        {
            error = $"'{text}' is not the beginning of a range; write {first}/{length}";
            return false;
        }

        range = new(first, length);
        return true;
    }

    private static long ScopeIdOrZero(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;

    private static IPAddress FirstOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var bits = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - bits));
        }

        return new(bytes);
    }
}
