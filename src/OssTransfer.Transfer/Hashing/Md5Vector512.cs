using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Sixteen streams at once.</summary>
internal readonly unsafe struct Md5Vector512 : IMd5Vector<Vector512<uint>>
{
    public static int Lanes => Vector512<uint>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Load(uint* words) => Vector512.Load(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<uint> vector, uint* words) => vector.Store(words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadBlock(nint* places, int offset, Vector512<uint>* words) => Md5Transpose.Load(places, offset, words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Add(Vector512<uint> left, Vector512<uint> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> All(uint value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> F(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0xca) : d ^ (b & (c ^ d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> G(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(d, b, c, 0xca) : c ^ (d & (b ^ c));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> H(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0x96) : b ^ c ^ d;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> I(Vector512<uint> b, Vector512<uint> c, Vector512<uint> d) =>
        Avx512F.IsSupported ? Avx512F.TernaryLogic(b, c, d, 0x39) : c ^ (b | ~d);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> Rotate(Vector512<uint> value, [ConstantExpected] byte by) =>
        Avx512F.IsSupported ? Avx512F.RotateLeft(value, by) : (value << by) | (value >>> (32 - by));
}
