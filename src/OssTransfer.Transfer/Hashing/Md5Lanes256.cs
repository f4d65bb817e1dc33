using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>MD5 of 8 streams at once, one in each 32-bit lane of a vector: the steps of one MD5 wait for each other, those of 8 fill the processor.</summary>
internal static unsafe class Md5Lanes256
{
    public const int Lanes = 8;

    /// <summary>Takes as many whole blocks of each stream in.</summary>
    /// <param name="states">8 states.</param>
    /// <param name="data">8 places, all with that many blocks.</param>
    /// <param name="blocks">How many.</param>
    public static void Compress(Span<Md5State> states, ReadOnlySpan<nint> data, int blocks)
    {
        var x = stackalloc Vector256<uint>[16];
        var a = Gather(states, 0);
        var b = Gather(states, 1);
        var c = Gather(states, 2);
        var d = Gather(states, 3);
        fixed (nint* places = data)
        {
            for (var block = 0; block < blocks; block++)
            {
                Md5Transpose.Load(places, block * Md5Scalar.BlockBytes, x);
                var (a0, b0, c0, d0) = (a, b, c, d);
                a = F(a, b, c, d, x[0], 0xd76aa478, 7);
                d = F(d, a, b, c, x[1], 0xe8c7b756, 12);
                c = F(c, d, a, b, x[2], 0x242070db, 17);
                b = F(b, c, d, a, x[3], 0xc1bdceee, 22);
                a = F(a, b, c, d, x[4], 0xf57c0faf, 7);
                d = F(d, a, b, c, x[5], 0x4787c62a, 12);
                c = F(c, d, a, b, x[6], 0xa8304613, 17);
                b = F(b, c, d, a, x[7], 0xfd469501, 22);
                a = F(a, b, c, d, x[8], 0x698098d8, 7);
                d = F(d, a, b, c, x[9], 0x8b44f7af, 12);
                c = F(c, d, a, b, x[10], 0xffff5bb1, 17);
                b = F(b, c, d, a, x[11], 0x895cd7be, 22);
                a = F(a, b, c, d, x[12], 0x6b901122, 7);
                d = F(d, a, b, c, x[13], 0xfd987193, 12);
                c = F(c, d, a, b, x[14], 0xa679438e, 17);
                b = F(b, c, d, a, x[15], 0x49b40821, 22);
                a = G(a, b, c, d, x[1], 0xf61e2562, 5);
                d = G(d, a, b, c, x[6], 0xc040b340, 9);
                c = G(c, d, a, b, x[11], 0x265e5a51, 14);
                b = G(b, c, d, a, x[0], 0xe9b6c7aa, 20);
                a = G(a, b, c, d, x[5], 0xd62f105d, 5);
                d = G(d, a, b, c, x[10], 0x02441453, 9);
                c = G(c, d, a, b, x[15], 0xd8a1e681, 14);
                b = G(b, c, d, a, x[4], 0xe7d3fbc8, 20);
                a = G(a, b, c, d, x[9], 0x21e1cde6, 5);
                d = G(d, a, b, c, x[14], 0xc33707d6, 9);
                c = G(c, d, a, b, x[3], 0xf4d50d87, 14);
                b = G(b, c, d, a, x[8], 0x455a14ed, 20);
                a = G(a, b, c, d, x[13], 0xa9e3e905, 5);
                d = G(d, a, b, c, x[2], 0xfcefa3f8, 9);
                c = G(c, d, a, b, x[7], 0x676f02d9, 14);
                b = G(b, c, d, a, x[12], 0x8d2a4c8a, 20);
                a = H(a, b, c, d, x[5], 0xfffa3942, 4);
                d = H(d, a, b, c, x[8], 0x8771f681, 11);
                c = H(c, d, a, b, x[11], 0x6d9d6122, 16);
                b = H(b, c, d, a, x[14], 0xfde5380c, 23);
                a = H(a, b, c, d, x[1], 0xa4beea44, 4);
                d = H(d, a, b, c, x[4], 0x4bdecfa9, 11);
                c = H(c, d, a, b, x[7], 0xf6bb4b60, 16);
                b = H(b, c, d, a, x[10], 0xbebfbc70, 23);
                a = H(a, b, c, d, x[13], 0x289b7ec6, 4);
                d = H(d, a, b, c, x[0], 0xeaa127fa, 11);
                c = H(c, d, a, b, x[3], 0xd4ef3085, 16);
                b = H(b, c, d, a, x[6], 0x04881d05, 23);
                a = H(a, b, c, d, x[9], 0xd9d4d039, 4);
                d = H(d, a, b, c, x[12], 0xe6db99e5, 11);
                c = H(c, d, a, b, x[15], 0x1fa27cf8, 16);
                b = H(b, c, d, a, x[2], 0xc4ac5665, 23);
                a = I(a, b, c, d, x[0], 0xf4292244, 6);
                d = I(d, a, b, c, x[7], 0x432aff97, 10);
                c = I(c, d, a, b, x[14], 0xab9423a7, 15);
                b = I(b, c, d, a, x[5], 0xfc93a039, 21);
                a = I(a, b, c, d, x[12], 0x655b59c3, 6);
                d = I(d, a, b, c, x[3], 0x8f0ccc92, 10);
                c = I(c, d, a, b, x[10], 0xffeff47d, 15);
                b = I(b, c, d, a, x[1], 0x85845dd1, 21);
                a = I(a, b, c, d, x[8], 0x6fa87e4f, 6);
                d = I(d, a, b, c, x[15], 0xfe2ce6e0, 10);
                c = I(c, d, a, b, x[6], 0xa3014314, 15);
                b = I(b, c, d, a, x[13], 0x4e0811a1, 21);
                a = I(a, b, c, d, x[4], 0xf7537e82, 6);
                d = I(d, a, b, c, x[11], 0xbd3af235, 10);
                c = I(c, d, a, b, x[2], 0x2ad7d2bb, 15);
                b = I(b, c, d, a, x[9], 0xeb86d391, 21);
                a += a0;
                b += b0;
                c += c0;
                d += d0;
            }
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            states[lane] = new() { A = a[lane], B = b[lane], C = c[lane], D = d[lane] };
        }
    }

    private static Vector256<uint> Gather(ReadOnlySpan<Md5State> states, int word)
    {
        Span<uint> words = stackalloc uint[Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            words[lane] = word switch
            {
                0 => states[lane].A,
                1 => states[lane].B,
                2 => states[lane].C,
                _ => states[lane].D,
            };
        }

        return Vector256.Create<uint>(words);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> F(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, Vector256<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + x + Vector256.Create(k) + Vector256.ConditionalSelect(b, c, d), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> G(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, Vector256<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + x + Vector256.Create(k) + Vector256.ConditionalSelect(d, b, c), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> H(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, Vector256<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + x + Vector256.Create(k) + (b ^ c ^ d), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> I(Vector256<uint> a, Vector256<uint> b, Vector256<uint> c, Vector256<uint> d, Vector256<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + x + Vector256.Create(k) + (c ^ (b | ~d)), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Rotate(Vector256<uint> value, [ConstantExpected] byte s) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(value, s) : (value << s) | (value >>> (32 - s));
}
