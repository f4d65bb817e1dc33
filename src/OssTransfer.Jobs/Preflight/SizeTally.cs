using OssTransfer.Jobs.Planning;

namespace OssTransfer.Jobs.Preflight;

/// <summary>Counts objects by size.</summary>
internal sealed class SizeTally
{
    private static readonly (string Name, long Below)[] Classes =
    [
        ("unknown", 0), ("empty", 1), ("< 64 KiB", 64L << 10), ("< 1 MiB", 1L << 20), ("< 16 MiB", 16L << 20), ("< 1 GiB", 1L << 30),
        (">= 1 GiB", long.MaxValue),
    ];

    private readonly long[] _objects = new long[Classes.Length];
    private readonly long[] _bytes = new long[Classes.Length];

    /// <summary>All classes, the smallest first; that of unknown sizes last and only where there are any.</summary>
    public IReadOnlyList<SizeClass> All =>
        [
            .. Enumerable.Range(1, Classes.Length - 1)
                .Append(0)
                .Where(i => i > 0 || _objects[0] > 0)
                .Select(i => new SizeClass(Classes[i].Name, _objects[i], _bytes[i])),
        ];

    /// <param name="size">Bytes; null where unknown.</param>
    public void Add(long? size)
    {
        var i = 0;
        while (i < Classes.Length - 1 && size >= Classes[i].Below)
        {
            i++;
        }

        _objects[i]++;
        _bytes[i] = ByteTotal.Add(_bytes[i], size ?? 0);
    }
}
