using System.Buffers.Binary;
using System.Numerics;
using OssTransfer.LoopbackS3.Bodies;
using OssTransfer.LoopbackS3.Http;

namespace OssTransfer.LoopbackS3.Operations;

/// <summary>Checksums that come with a body, where the server knows them. Only CRC-32C.</summary>
internal static class Checksums
{
    /// <summary>The header to answer; null where none came. An error where the body is another one.</summary>
    public static KeyValuePair<string, string>? Check(StoreHabits habits, S3Request request, ObjectBytes body)
    {
        if (habits.ChecksumHeader is not { } name || request.Header(name) is not { } sent)
        {
            return null;
        }

        var crc = uint.MaxValue;
        foreach (var value in body.ToArray())
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        var bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, ~crc);
        return Convert.ToBase64String(bytes) == sent
            ? new(name, sent)
            : throw new S3Error(400, "BadDigest", "The CRC32C you specified did not match the calculated checksum.");
    }
}
