using System.Globalization;

namespace OssTransfer.Emulators.Common;

/// <summary>CRC-64/XZ byte by byte: slow and plainly right. The product's is another one.</summary>
public static class ReferenceCrc64
{
    private static readonly ulong[] Table = [.. Enumerable.Range(0, 256).Select(static value =>
    {
        var crc = (ulong)value;
        for (var bit = 0; bit < 8; bit++)
        {
            crc = (crc & 1) == 1 ? (crc >> 1) ^ 0xC96C5795D7870F42UL : crc >> 1;
        }

        return crc;
    })];

    public static ulong Of(ReadOnlySpan<byte> content)
    {
        var crc = ulong.MaxValue;
        foreach (var value in content)
        {
            crc = Table[(byte)crc ^ value] ^ (crc >> 8);
        }

        return ~crc;
    }

    /// <summary>As vendors print it: an unsigned decimal number.</summary>
    public static string Text(ReadOnlySpan<byte> content) => Of(content).ToString(CultureInfo.InvariantCulture);
}
