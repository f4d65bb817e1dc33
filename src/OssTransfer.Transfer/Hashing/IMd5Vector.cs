using System.Diagnostics.CodeAnalysis;

namespace OssTransfer.Transfer.Hashing;

/// <summary>What MD5 needs of a vector of which each 32-bit lane is a stream of its own (RFC 1321, 3.4).</summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface IMd5Vector<TVector>
    where TVector : unmanaged
{
    /// <summary>Streams at once.</summary>
    static abstract int Lanes { get; }

    static abstract TVector Load(uint* words);

    static abstract void Store(TVector vector, uint* words);

    /// <summary>A block of each stream, as 16 vectors of one word of each.</summary>
    static abstract void LoadBlock(nint* places, int offset, TVector* words);

    static abstract TVector Add(TVector left, TVector right);

    /// <summary>One number in all lanes.</summary>
    static abstract TVector All(uint value);

    static abstract TVector F(TVector b, TVector c, TVector d);

    static abstract TVector G(TVector b, TVector c, TVector d);

    static abstract TVector H(TVector b, TVector c, TVector d);

    static abstract TVector I(TVector b, TVector c, TVector d);

    static abstract TVector Rotate(TVector value, [ConstantExpected] byte by);
}
