using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>MD5 of 16 streams at once, one in each 32-bit lane of a vector: the steps of one MD5 wait for each other, those of 16 fill the processor.</summary>
internal static unsafe class Md5Lanes512
{
    public const int Lanes = 16;

    /// <summary>Takes as many whole blocks of each stream in.</summary>
    /// <param name="states">16 states.</param>
    /// <param name="data">16 places, all with that many blocks.</param>
    /// <param name="blocks">How many.</param>
    public static void Compress(Span<Md5State> states, ReadOnlySpan<nint> data, int blocks)
    {
        var words = stackalloc uint[4 * Lanes];
        for (var lane = 0; lane < Lanes; lane++)
        {
            (words[lane], words[lane + Lanes]) = (states[lane].A, states[lane].B);
            (words[lane + (2 * Lanes)], words[lane + (3 * Lanes)]) = (states[lane].C, states[lane].D);
        }

        var x = stackalloc Vector512<uint>[16];
        fixed (nint* places = data)
        fixed (uint* sines = Md5Constants.Sines)
        {
            CompressWords(words, places, blocks, x, sines);
        }

        for (var lane = 0; lane < Lanes; lane++)
        {
            states[lane] = new()
            {
                A = words[lane],
                B = words[lane + Lanes],
                C = words[lane + (2 * Lanes)],
                D = words[lane + (3 * Lanes)],
            };
        }
    }

    /// <summary>
    /// A method of its own in which nothing takes the address of the four vectors: only then they live in registers, which makes it three times as fast.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompressWords(uint* words, nint* places, int blocks, Vector512<uint>* x, uint* sines)
    {
        var a = Vector512.Load(words);
        var b = Vector512.Load(words + Lanes);
        var c = Vector512.Load(words + (2 * Lanes));
        var d = Vector512.Load(words + (3 * Lanes));
        for (var block = 0; block < blocks; block++)
        {
            Md5Transpose.Load(places, block * Md5Scalar.BlockBytes, x);
            var (a0, b0, c0, d0) = (a, b, c, d);

            // Four steps a turn: sixty-four in a row are more than the compiler is willing to inline.
            for (var i = 0; i < 16; i += 4)
            {
                a = F(a, b, c, d, x[i], sines[i], 7);
                d = F(d, a, b, c, x[i + 1], sines[i + 1], 12);
                c = F(c, d, a, b, x[i + 2], sines[i + 2], 17);
                b = F(b, c, d, a, x[i + 3], sines[i + 3], 22);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = G(a, b, c, d, x[((5 * i) + 1) & 15], sines[i + 16], 5);
                d = G(d, a, b, c, x[((5 * i) + 6) & 15], sines[i + 17], 9);
                c = G(c, d, a, b, x[((5 * i) + 11) & 15], sines[i + 18], 14);
                b = G(b, c, d, a, x[((5 * i) + 16) & 15], sines[i + 19], 20);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = H(a, b, c, d, x[((3 * i) + 5) & 15], sines[i + 32], 4);
                d = H(d, a, b, c, x[((3 * i) + 8) & 15], sines[i + 33], 11);
                c = H(c, d, a, b, x[((3 * i) + 11) & 15], sines[i + 34], 16);
                b = H(b, c, d, a, x[((3 * i) + 14) & 15], sines[i + 35], 23);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = I(a, b, c, d, x[(7 * i) & 15], sines[i + 48], 6);
                d = I(d, a, b, c, x[((7 * i) + 7) & 15], sines[i + 49], 10);
                c = I(c, d, a, b, x[((7 * i) + 14) & 15], sines[i + 50], 15);
                b = I(b, c, d, a, x[((7 * i) + 21) & 15], sines[i + 51], 21);
            }

            a += a0;
            b += b0;
            c += c0;
            d += d0;
        }

        Vector512.Store(a, words);
        Vector512.Store(b, words + Lanes);
        Vector512.Store(c, words + (2 * Lanes));
        Vector512.Store(d, words + (3 * Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> F(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, Vector512<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + (x + Vector512.Create(k)) + (Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0xca) : d ^ (b & (c ^ d))), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> G(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, Vector512<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + (x + Vector512.Create(k)) + (Avx512F.IsSupported ? Avx512F.TernaryLogic(d, b, c, 0xca) : c ^ (d & (b ^ c))), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> H(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, Vector512<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + (x + Vector512.Create(k)) + (Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0x96) : b ^ c ^ d), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> I(
        Vector512<uint> a, Vector512<uint> b, Vector512<uint> c, Vector512<uint> d, Vector512<uint> x, uint k, [ConstantExpected] byte s) =>
        b + Rotate(a + (x + Vector512.Create(k)) + (Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0x39) : c ^ (b | ~d)), s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Rotate(Vector512<uint> value, [ConstantExpected] byte s) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(value, s) : (value << s) | (value >>> (32 - s));
}
