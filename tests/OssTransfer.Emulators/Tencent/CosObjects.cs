using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Tencent;

/// <summary>Objects with the ETags and digests that COS gives them.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
public static class CosObjects
{
    private const string Crc64 = "x-cos-hash-crc64ecma";

    /// <summary>Put in one request.</summary>
    public static EmulatorObject Normal(EmulatorObject stored) => Published(stored) with { ETag = Convert.ToHexStringLower(MD5.HashData(stored.Content)) };

    /// <summary>Made of parts: the ETag says nothing of the content.</summary>
    public static EmulatorObject OfParts(EmulatorObject stored, int parts) => Published(stored) with
    {
        Form = ObjectForm.Multipart,
        ETag = string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(MD5.HashData([.. stored.Content, 1]))}-{parts}"),
    };

    /// <summary>Appended to: the ETag looks like an MD5 and isn't the content's.</summary>
    public static EmulatorObject Appended(EmulatorObject stored) => Published(stored) with
    {
        Form = ObjectForm.Appendable,
        ETag = Convert.ToHexStringLower(MD5.HashData([.. stored.Content, 2])),
    };

    private static EmulatorObject Published(EmulatorObject stored) => stored with { Digests = [new(Crc64, ReferenceCrc64.Text(stored.Content))] };
}
