using System.Security.Cryptography;

namespace OssTransfer.Grains.Security;

/// <summary>A named AES-256 key. What it seals carries its name, so that several may be in use while one replaces another.</summary>
/// <remarks>As text it is one line, <c>name:base64</c>; the file that holds it must be readable by its owner only.</remarks>
public sealed class SealingKey
{
    /// <summary>The key's length in bytes.</summary>
    internal const int KeyBytes = 32;

    private const int LongestName = 64;

    private readonly byte[] _bytes;

    private SealingKey(string name, byte[] bytes)
    {
        Name = name;
        _bytes = bytes;
    }

    /// <summary>Letters, digits and <c>-</c>, at most 64.</summary>
    public string Name { get; }

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>A new random key with a random name.</summary>
    public static SealingKey Create() =>
        new($"key-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}", RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="FormatException">The text is no key; the message does not repeat it.</exception>
    public static SealingKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.Trim();
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        var bytes = new byte[KeyBytes];
        if (colon < 1 || !IsName(line.AsSpan(0, colon)) || !Convert.TryFromBase64String(line[(colon + 1)..], bytes, out var written) || written != KeyBytes)
        {
            throw new FormatException("A sealing key is one line: its name, a colon and 32 bytes in base64.");
        }

        return new(line[..colon], bytes);
    }

    /// <summary>The key as text. With it every secret can be opened.</summary>
    public string Export() => $"{Name}:{Convert.ToBase64String(_bytes)}";

    /// <inheritdoc/>
    public override string ToString() => $"{Name}:***";

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return name.Length <= LongestName;
    }
}
