using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace OssTransfer.Transfer.Hashing;

/// <summary>Turns a block of each stream (rows of 16 words) into 16 vectors of one word of each stream.</summary>
internal static unsafe class Md5Transpose
{
    /// <summary>Eight rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(nint* places, int offset, Vector256<uint>* words)
    {
        Load8(places, offset, words);
        Load8(places, offset + 32, words + 8);
    }

    /// <summary>Sixteen rows: the streams of the upper half of each vector are turned apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(nint* places, int offset, Vector512<uint>* words)
    {
        var lower = stackalloc Vector256<uint>[16];
        var upper = stackalloc Vector256<uint>[16];
        Load(places, offset, lower);
        Load(places + 8, offset, upper);
        for (var word = 0; word < 16; word++)
        {
            words[word] = Vector512.Create(lower[word], upper[word]);
        }
    }

    /// <summary>Eight words of eight rows, in three rounds of exchanges: words, pairs of words, halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load8(nint* places, int offset, Vector256<uint>* words)
    {
        var r0 = Vector256.Load((uint*)(places[0] + offset));
        var r1 = Vector256.Load((uint*)(places[1] + offset));
        var r2 = Vector256.Load((uint*)(places[2] + offset));
        var r3 = Vector256.Load((uint*)(places[3] + offset));
        var r4 = Vector256.Load((uint*)(places[4] + offset));
        var r5 = Vector256.Load((uint*)(places[5] + offset));
        var r6 = Vector256.Load((uint*)(places[6] + offset));
        var r7 = Vector256.Load((uint*)(places[7] + offset));

        var t0 = Avx2.UnpackLow(r0, r1).AsUInt64();
        var t1 = Avx2.UnpackHigh(r0, r1).AsUInt64();
        var t2 = Avx2.UnpackLow(r2, r3).AsUInt64();
        var t3 = Avx2.UnpackHigh(r2, r3).AsUInt64();
        var t4 = Avx2.UnpackLow(r4, r5).AsUInt64();
        var t5 = Avx2.UnpackHigh(r4, r5).AsUInt64();
        var t6 = Avx2.UnpackLow(r6, r7).AsUInt64();
        var t7 = Avx2.UnpackHigh(r6, r7).AsUInt64();

        var u0 = Avx2.UnpackLow(t0, t2);
        var u1 = Avx2.UnpackHigh(t0, t2);
        var u2 = Avx2.UnpackLow(t1, t3);
        var u3 = Avx2.UnpackHigh(t1, t3);
        var u4 = Avx2.UnpackLow(t4, t6);
        var u5 = Avx2.UnpackHigh(t4, t6);
        var u6 = Avx2.UnpackLow(t5, t7);
        var u7 = Avx2.UnpackHigh(t5, t7);

        words[0] = Avx2.Permute2x128(u0, u4, 0x20).AsUInt32();
        words[1] = Avx2.Permute2x128(u1, u5, 0x20).AsUInt32();
        words[2] = Avx2.Permute2x128(u2, u6, 0x20).AsUInt32();
        words[3] = Avx2.Permute2x128(u3, u7, 0x20).AsUInt32();
        words[4] = Avx2.Permute2x128(u0, u4, 0x31).AsUInt32();
        words[5] = Avx2.Permute2x128(u1, u5, 0x31).AsUInt32();
        words[6] = Avx2.Permute2x128(u2, u6, 0x31).AsUInt32();
        words[7] = Avx2.Permute2x128(u3, u7, 0x31).AsUInt32();
    }
}
