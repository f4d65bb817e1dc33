using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace OssTransfer.Grains.StateMoves;

/// <summary>A stored state of a grain.</summary>
/// <param name="Name">The state's name.</param>
/// <param name="Key">The grain's key, where it is text.</param>
/// <param name="N0">The grain's key, where it is a number; else 0.</param>
/// <param name="N1">The same, second half.</param>
/// <param name="Version">Counts writes.</param>
/// <param name="Payload">What the grain stored.</param>
internal sealed record StateRow(string Name, string Key, long N0, long N1, int Version, byte[] Payload)
{
    /// <summary>A hash of all of it.</summary>
    public UInt128 Hash()
    {
        var hash = new XxHash128();
        Span<byte> numbers = stackalloc byte[24];
        BinaryPrimitives.WriteInt64LittleEndian(numbers, N0);
        BinaryPrimitives.WriteInt64LittleEndian(numbers[8..], N1);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[16..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(numbers[20..], Name.Length);
        hash.Append(numbers);
        hash.Append(Encoding.UTF8.GetBytes(Name + "\0" + Key + "\0"));
        hash.Append(Payload);
        return hash.GetCurrentHashAsUInt128();
    }
}
