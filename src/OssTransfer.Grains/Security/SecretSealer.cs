using System.Security.Cryptography;
using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Security;

/// <summary>
/// Seals secrets for grain states and grain messages: AES-256-GCM with a fresh nonce each time. Of several keys one seals and all open.
/// A seal opens only with the same key and the same context, so one copied from another job's state is useless.
/// </summary>
/// <remarks>
/// Layout: format 1, length of the key's name, the name (ASCII), 12 bytes nonce, 16 bytes tag, the sealed bytes.
/// Authenticated besides: everything before the nonce, then the context. Instances may be used by many threads.
/// </remarks>
public sealed class SecretSealer
{
    private const byte Format = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private volatile SealingKey _key;
    private readonly Dictionary<string, SealingKey> _byName;

    /// <summary>Seals and opens with this key.</summary>
    public SecretSealer(SealingKey key)
        : this([key])
    {
    }

    /// <summary>Seals with the first key and opens with any: the others are on their way in or out.</summary>
    /// <exception cref="ArgumentException">There is no key, or two have one name.</exception>
    public SecretSealer(IReadOnlyList<SealingKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (keys.Count == 0)
        {
            throw new ArgumentException("A sealer needs a key.", nameof(keys));
        }

        _key = keys[0];
        _byName = keys.ToDictionary(key => key.Name);
    }

    /// <summary>The names of all keys; the one that seals is the first.</summary>
    public IReadOnlyList<string> KeyNames
    {
        get
        {
            var seals = _key.Name;
            return [seals, .. _byName.Keys.Where(name => name != seals)];
        }
    }

    /// <summary>Lets another of the keys seal from now on; false where there is none of that name.</summary>
    public bool SealWith(string keyName)
    {
        if (!_byName.TryGetValue(keyName, out var key))
        {
            return false;
        }

        _key = key;
        return true;
    }

    /// <summary>Seals a secret. The context names whose it is: a job's incarnation and the key in its configuration.</summary>
    public ReadOnlyMemory<byte> Seal(Secret secret, string context)
    {
        ArgumentNullException.ThrowIfNull(secret);
        return Seal(Encoding.UTF8.GetBytes(secret.Reveal()), context);
    }

    /// <summary>Seals bytes.</summary>
    public ReadOnlyMemory<byte> Seal(ReadOnlySpan<byte> plain, string context)
    {
        ArgumentException.ThrowIfNullOrEmpty(context);
        var key = _key;
        var headerBytes = 2 + key.Name.Length;
        var result = new byte[headerBytes + NonceBytes + TagBytes + plain.Length];
        result[0] = Format;
        result[1] = (byte)key.Name.Length;
        Encoding.ASCII.GetBytes(key.Name, result.AsSpan(2));

        var (nonce, tag, body) = Split(result, headerBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key.Bytes, TagBytes);
        aes.Encrypt(nonce, plain, body, tag, Associated(result.AsSpan(0, headerBytes), context));
        return result;
    }

    /// <summary>Opens a sealed secret; call it only where a signer is built.</summary>
    /// <exception cref="SealException">It was sealed with another key, for another context, or is damaged.</exception>
    public Secret Open(ReadOnlyMemory<byte> sealedSecret, string context) => new(Encoding.UTF8.GetString(OpenBytes(sealedSecret, context)));

    /// <summary>Opens sealed bytes.</summary>
    /// <inheritdoc cref="Open"/>
    public byte[] OpenBytes(ReadOnlyMemory<byte> sealedBytes, string context)
    {
        ArgumentException.ThrowIfNullOrEmpty(context);
        var all = sealedBytes.ToArray();
        var headerBytes = ReadHeader(all, out var key);
        var (nonce, tag, body) = Split(all, headerBytes);
        var plain = new byte[body.Length];
        try
        {
            using var aes = new AesGcm(key.Bytes, TagBytes);
            aes.Decrypt(nonce, body, tag, plain, Associated(all.AsSpan(0, headerBytes), context));
            return plain;
        }
        catch (AuthenticationTagMismatchException exception)
        {
            throw new SealException("A stored secret is damaged or was sealed for something else. Enter it again.", exception);
        }
    }

    /// <summary>The name of the key that sealed something; null where it is no seal.</summary>
    public static string? KeyNameOf(ReadOnlySpan<byte> sealedBytes) =>
        sealedBytes.Length >= 2 && sealedBytes[0] == Format && sealedBytes.Length >= 2 + sealedBytes[1] + NonceBytes + TagBytes
            ? Encoding.ASCII.GetString(sealedBytes.Slice(2, sealedBytes[1]))
            : null;

    private int ReadHeader(byte[] all, out SealingKey key)
    {
        var name = KeyNameOf(all) ?? throw new SealException("A stored secret is damaged. Enter it again.");
        return _byName.TryGetValue(name, out key!)
            ? 2 + name.Length
            : throw new SealException(
                $"A stored secret was sealed with the key '{name}', this home has '{string.Join("', '", _byName.Keys)}'. Restore the key file from the backup, or enter the secret again.");
    }

    private static Fields Split(byte[] all, int headerBytes) => new(
        all.AsSpan(headerBytes, NonceBytes),
        all.AsSpan(headerBytes + NonceBytes, TagBytes),
        all.AsSpan(headerBytes + NonceBytes + TagBytes));

    // The header has its own length in it, so no two pairs of header and context give the same bytes.
    private static byte[] Associated(ReadOnlySpan<byte> header, string context) => [.. header, .. Encoding.UTF8.GetBytes(context)];

    private readonly ref struct Fields(Span<byte> nonce, Span<byte> tag, Span<byte> body)
    {
        private readonly Span<byte> _nonce = nonce;
        private readonly Span<byte> _tag = tag;
        private readonly Span<byte> _body = body;

        public void Deconstruct(out Span<byte> nonce, out Span<byte> tag, out Span<byte> body)
        {
            nonce = _nonce;
            tag = _tag;
            body = _body;
        }
    }
}
