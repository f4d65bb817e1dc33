using System.Net;
using System.Net.Sockets;

namespace OssTransfer.Silo.Dashboard;

/// <summary>Bounds how often the token can be guessed at the sign-in: so many wrong ones a minute from one address.</summary>
internal sealed class SignInAttempts(TimeProvider time)
{
    /// <summary>Wrong tokens from one address within <see cref="Window"/>; then no one can sign in from there until it has passed.</summary>
    public const int Most = 10;

    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const int MostAddresses = 10_000;

    private readonly Dictionary<string, (int Wrong, DateTimeOffset Since)> _byAddress = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>How long no one can sign in from there; null: signing in is possible.</summary>
    public TimeSpan? Blocked(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            return _byAddress.TryGetValue(NameOf(address), out var counted) && counted.Wrong >= Most && counted.Since + Window > now
                ? counted.Since + Window - now
                : null;
        }
    }

    public void NoteWrong(IPAddress? address)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            if (_byAddress.Count >= MostAddresses)
            {
                // Where all of them are of the last minute, they are forgotten together: the token is too long to be found by that.
                var old = _byAddress.Where(pair => pair.Value.Since + Window <= now).Select(pair => pair.Key).ToArray();
                foreach (var name in old.Length > 0 ? old : [.. _byAddress.Keys])
                {
                    _byAddress.Remove(name);
                }
            }

            var counted = _byAddress.GetValueOrDefault(NameOf(address));
            _byAddress[NameOf(address)] = counted.Since + Window > now ? counted with { Wrong = counted.Wrong + 1 } : (1, now);
        }
    }

    // The owner of one IPv6 address has all of its network.
    private static string NameOf(IPAddress? address) => address switch
    {
        null => "-",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } when !IPAddress.IsLoopback(address) => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };
}
