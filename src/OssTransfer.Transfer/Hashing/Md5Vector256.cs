using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Eight streams at once.</summary>
internal readonly unsafe struct Md5Vector256 : IMd5Vector<Vector256<uint>>
{
    public static int Lanes => Vector256<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Load(uint* words) => Vector256.Load(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<uint> vector, uint* words) => vector.Store(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadBlock(nint* places, int offset, Vector256<uint>* words) => Md5Transpose.Load(places, offset, words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Add(Vector256<uint> left, Vector256<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> All(uint value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> F(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(b, c, d, 0xca) : d ^ (b & (c ^ d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> G(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(d, b, c, 0xca) : c ^ (d & (b ^ c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> H(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(b, c, d, 0x96) : b ^ c ^ d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> I(Vector256<uint> b, Vector256<uint> c, Vector256<uint> d) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.TernaryLogic(b, c, d, 0x39) : c ^ (b | ~d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<uint> Rotate(Vector256<uint> value, [ConstantExpected] byte by) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateLeft(value, by) : (value << by) | (value >>> (32 - by));
}
