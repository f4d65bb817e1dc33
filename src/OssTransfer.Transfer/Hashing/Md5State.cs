using System.Buffers.Binary;

namespace OssTransfer.Transfer.Hashing;

/// <summary>The four words of an MD5 that is under way.</summary>
internal struct Md5State
{
    public uint A;
    public uint B;
    public uint C;
    public uint D;

    public static Md5State Initial => new() { A = 0x67452301, B = 0xefcdab89, C = 0x98badcfe, D = 0x10325476 };

    /// <summary>The digest, most significant byte first as it is written.</summary>
    public readonly Hash128 ToDigest() => new(
        ((ulong)BinaryPrimitives.ReverseEndianness(A) << 32) | BinaryPrimitives.ReverseEndianness(B),
        ((ulong)BinaryPrimitives.ReverseEndianness(C) << 32) | BinaryPrimitives.ReverseEndianness(D));
}
