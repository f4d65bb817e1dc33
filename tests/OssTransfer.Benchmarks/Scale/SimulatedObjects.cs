using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using OssTransfer.Storage;

namespace OssTransfer.Benchmarks.Scale;

/// <summary>
/// Objects 0 to <paramref name="count"/> - 1, each made by a formula whenever it is asked for, so that any number of them takes no memory:
/// camera pictures in one directory per day with keys of 40 bytes in byte order, 1 to 4,096 bytes each, and nobody can guess their MD5.
/// </summary>
internal sealed class SimulatedObjects(int count)
{
    private const int MostBytes = 4096;
    private static readonly DateTimeOffset First = new(2016, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly byte[] _content = Noise(1 << 20);

    /// <summary>What such a store is like: S3's order, ETags and checks.</summary>
    public static StoreTraits Traits { get; } = new() { Name = "simulated", KeyOrder = KeyOrder.Utf8Bytes, ETag = ETagMeaning.Md5, ChecksContentMd5 = true };

    public int Count => count;

    public static ObjectKey KeyOf(int index)
    {
        var time = First.AddSeconds(index * 31L);
        return ObjectKey.From(string.Create(CultureInfo.InvariantCulture, $"photos/{time:yyyy/MM/dd}/{time:HHmmss}-{(uint)Mix(index):x8}.jpeg"));
    }

    public ObjectEntry EntryOf(int index) => new(KeyOf(index), SizeOf(index), TimeOf(index), ETagOf(index));

    public ObjectInfo InfoOf(int index) => new(SizeOf(index), TimeOf(index), ETagOf(index), ObjectMetadata.None);

    public Stream ContentOf(int index) => new MemoryStream(_content, OffsetOf(index), SizeOf(index), writable: false);

    /// <summary>The first object whose key is greater than this one.</summary>
    public int After(ObjectKey key)
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = KeyOf(middle) > key ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    /// <summary>The object of this key; null: there is none.</summary>
    public int? Find(ObjectKey key) => After(key) - 1 is var index and >= 0 && KeyOf(index) == key ? index : null;

    private static DateTimeOffset TimeOf(int index) => First.AddSeconds((index * 31L) + (long)(Mix(index) % 3600));

    private static int SizeOf(int index) => 1 + (int)((Mix(index) >> 20) % MostBytes);

    private int OffsetOf(int index) => (int)((Mix(index) >> 34) % (ulong)(_content.Length - MostBytes));

    private string ETagOf(int index) => Convert.ToHexStringLower(MD5.HashData(_content.AsSpan(OffsetOf(index), SizeOf(index))));

    private static ulong Mix(long value)
    {
        var mixed = (ulong)value + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        for (var i = 0; i < bytes; i += sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(noise.AsSpan(i), Mix(i));
        }

        return noise;
    }
}
