using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace OssTransfer.Silo.Dashboard;

/// <summary>
/// Who has signed in, in this process's memory. A session's key is known to the browser alone; here is its digest, and the token of its forms follows from it.
/// </summary>
internal sealed class Sessions(TimeProvider time)
{
    /// <summary>A session ends so long after it began. A page that is left open shows what it shows for no longer.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(12);

    private const int KeyBytes = 32;
    private const int MostSessions = 1000;

    private readonly ConcurrentDictionary<string, Session> _byDigest = new(StringComparer.Ordinal);

    public static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>What forms must carry that a page gave to the holder of this key.</summary>
    public static string FormTokenOf(string key) => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), "form"u8));

    public static bool IsFormToken(string key, string? token) =>
        token is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(FormTokenOf(key)), Encoding.UTF8.GetBytes(token));

    /// <summary>Begins one; its key is the return value and nowhere else.</summary>
    public string Open()
    {
        var now = time.GetUtcNow();
        foreach (var (digest, session) in _byDigest)
        {
            if (session.Until <= now)
            {
                _byDigest.TryRemove(digest, out _);
            }
        }

        while (_byDigest.Count >= MostSessions)
        {
            _byDigest.TryRemove(_byDigest.MinBy(pair => pair.Value.Until).Key, out _);
        }

        var key = NewKey();
        _byDigest[DigestOf(key)] = new(now + Lifetime);
        return key;
    }

    /// <summary>The session of a key; null: there is none, or it is over.</summary>
    public Session? Find(string? key) =>
        key is not null && _byDigest.TryGetValue(DigestOf(key), out var session) && time.GetUtcNow() < session.Until ? session : null;

    public void Close(string key) => _byDigest.TryRemove(DigestOf(key), out _);

    private static string DigestOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
