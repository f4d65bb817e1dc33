using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace OssTransfer.Transfer.Hashing;

/// <summary>
/// MD5 of several streams at once, one in each lane of a vector: the steps of one MD5 wait for each other, those of several fill the processor.
/// </summary>
/// <typeparam name="TLanes">How the vector is reckoned with.</typeparam>
/// <typeparam name="TVector">The vector.</typeparam>
internal static unsafe class Md5Lanes<TLanes, TVector>
    where TLanes : struct, IMd5Vector<TVector>
    where TVector : unmanaged
{
    /// <summary>Takes as many whole blocks of each stream in.</summary>
    /// <param name="states">As many states as the vector has lanes.</param>
    /// <param name="data">As many places, all with that many blocks.</param>
    /// <param name="blocks">How many.</param>
    public static void Compress(Span<Md5State> states, ReadOnlySpan<nint> data, int blocks)
    {
        var lanes = TLanes.Lanes;
        var words = stackalloc uint[4 * lanes];
        for (var lane = 0; lane < lanes; lane++)
        {
            (words[lane], words[lane + lanes]) = (states[lane].A, states[lane].B);
            (words[lane + (2 * lanes)], words[lane + (3 * lanes)]) = (states[lane].C, states[lane].D);
        }

        var x = stackalloc TVector[16];
        fixed (nint* places = data)
        fixed (uint* sines = Md5Constants.Sines)
        {
            CompressWords(words, places, blocks, x, sines);
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            states[lane] = new()
            {
                A = words[lane],
                B = words[lane + lanes],
                C = words[lane + (2 * lanes)],
                D = words[lane + (3 * lanes)],
            };
        }
    }

    /// <summary>
    /// A method of its own in which nothing takes the address of the four vectors: only then they live in registers, which makes it three times as fast.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CompressWords(uint* words, nint* places, int blocks, TVector* x, uint* sines)
    {
        var a = TLanes.Load(words);
        var b = TLanes.Load(words + TLanes.Lanes);
        var c = TLanes.Load(words + (2 * TLanes.Lanes));
        var d = TLanes.Load(words + (3 * TLanes.Lanes));
        for (var block = 0; block < blocks; block++)
        {
            TLanes.LoadBlock(places, block * Md5Scalar.BlockBytes, x);
            var (a0, b0, c0, d0) = (a, b, c, d);

            // Four steps a turn: sixty-four in a row are more than the compiler is willing to inline.
            for (var i = 0; i < 16; i += 4)
            {
                a = Step(a, b, TLanes.F(b, c, d), x[i], sines[i], 7);
                d = Step(d, a, TLanes.F(a, b, c), x[i + 1], sines[i + 1], 12);
                c = Step(c, d, TLanes.F(d, a, b), x[i + 2], sines[i + 2], 17);
                b = Step(b, c, TLanes.F(c, d, a), x[i + 3], sines[i + 3], 22);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = Step(a, b, TLanes.G(b, c, d), x[((5 * i) + 1) & 15], sines[i + 16], 5);
                d = Step(d, a, TLanes.G(a, b, c), x[((5 * i) + 6) & 15], sines[i + 17], 9);
                c = Step(c, d, TLanes.G(d, a, b), x[((5 * i) + 11) & 15], sines[i + 18], 14);
                b = Step(b, c, TLanes.G(c, d, a), x[((5 * i) + 16) & 15], sines[i + 19], 20);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = Step(a, b, TLanes.H(b, c, d), x[((3 * i) + 5) & 15], sines[i + 32], 4);
                d = Step(d, a, TLanes.H(a, b, c), x[((3 * i) + 8) & 15], sines[i + 33], 11);
                c = Step(c, d, TLanes.H(d, a, b), x[((3 * i) + 11) & 15], sines[i + 34], 16);
                b = Step(b, c, TLanes.H(c, d, a), x[((3 * i) + 14) & 15], sines[i + 35], 23);
            }

            for (var i = 0; i < 16; i += 4)
            {
                a = Step(a, b, TLanes.I(b, c, d), x[(7 * i) & 15], sines[i + 48], 6);
                d = Step(d, a, TLanes.I(a, b, c), x[((7 * i) + 7) & 15], sines[i + 49], 10);
                c = Step(c, d, TLanes.I(d, a, b), x[((7 * i) + 14) & 15], sines[i + 50], 15);
                b = Step(b, c, TLanes.I(c, d, a), x[((7 * i) + 21) & 15], sines[i + 51], 21);
            }

            a = TLanes.Add(a, a0);
            b = TLanes.Add(b, b0);
            c = TLanes.Add(c, c0);
            d = TLanes.Add(d, d0);
        }

        TLanes.Store(a, words);
        TLanes.Store(b, words + TLanes.Lanes);
        TLanes.Store(c, words + (2 * TLanes.Lanes));
        TLanes.Store(d, words + (3 * TLanes.Lanes));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step(TVector a, TVector b, TVector mixed, TVector x, uint k, [ConstantExpected] byte s) =>
        TLanes.Add(b, TLanes.Rotate(TLanes.Add(TLanes.Add(a, TLanes.Add(x, TLanes.All(k))), mixed), s));
}
