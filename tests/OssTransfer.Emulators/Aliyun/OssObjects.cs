using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using OssTransfer.Emulators.Common;

namespace OssTransfer.Emulators.Aliyun;

/// <summary>Objects with the ETags and digests that OSS gives them.</summary>
[SuppressMessage("Security", "CA5351", Justification = "The vendor's formula.")]
public static class OssObjects
{
    private const string Crc64 = "x-oss-hash-crc64ecma";

    /// <summary>Put in one request: the ETag is the MD5, which also stands in Content-MD5.</summary>
    public static EmulatorObject Normal(EmulatorObject stored)
    {
        var md5 = MD5.HashData(stored.Content);
        return stored with
        {
            Form = ObjectForm.Normal,
            ETag = Convert.ToHexString(md5),
            Digests = [new(Crc64, ReferenceCrc64.Text(stored.Content)), new("Content-MD5", Convert.ToBase64String(md5))],
        };
    }

    /// <summary>Made of parts: the ETag says nothing of the content.</summary>
    public static EmulatorObject OfParts(EmulatorObject stored, int parts) => stored with
    {
        Form = ObjectForm.Multipart,
        ETag = string.Create(CultureInfo.InvariantCulture, $"{Opaque(stored.Content)}-{parts}"),
        Digests = [new(Crc64, ReferenceCrc64.Text(stored.Content))],
    };

    /// <summary>Appended to: the ETag looks like an MD5 and isn't the content's.</summary>
    public static EmulatorObject Appended(EmulatorObject stored) => stored with
    {
        Form = ObjectForm.Appendable,
        ETag = Opaque(stored.Content),
        Digests = [new(Crc64, ReferenceCrc64.Text(stored.Content))],
    };

    private static string Opaque(byte[] content) => Convert.ToHexString(MD5.HashData([.. content, 1]));
}
