using System.Globalization;
using System.Text;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests.Listings;

/// <summary>Keys as people have them.</summary>
internal static class KeySets
{
    private static readonly Rune[] Few = [.. "ab/\u0001~é图😀".EnumerateRunes()];

    /// <summary>Ways to name objects, each giving the i-th of so many names.</summary>
    public static IReadOnlyDictionary<string, Func<Random, int, int, string>> Kinds { get; } = new Dictionary<string, Func<Random, int, int, string>>
    {
        ["unicode"] = (random, _, _) => Text(random, 4 + random.Next(12), () => Any(random)),
        ["chinese"] = (random, _, _) => Text(random, 3 + random.Next(8), () => new Rune(random.Next(0x4E00, 0x9FA6))) + ".jpg",
        ["hex"] = (random, _, _) => Convert.ToHexStringLower(Bytes(random, 16)),
        ["uuid"] = (random, _, _) => new Guid(Bytes(random, 16)).ToString(),
        ["numbers"] = (_, i, _) => i.ToString("D8", CultureInfo.InvariantCulture),
        ["plain numbers"] = (_, i, _) => i.ToString(CultureInfo.InvariantCulture),
        ["dates"] = (_, i, count) => Dated(i, Math.Max(1, count / 300)),
        ["folders"] = (random, i, _) => $"photos/{Convert.ToHexStringLower(Bytes(new Random(i / 500), 4))}/DSC{i % 500:D5} ({random.Next(9)}).NEF",
        ["base64"] = (random, _, _) => Convert.ToBase64String(Bytes(random, 12)).Replace('/', '_'),
        ["uneven"] = (random, i, count) => i < count / 10 ? $"a/{Convert.ToHexStringLower(Bytes(random, 8))}"
            : i < count - 50 ? $"m/{i:D9}/{random.Next(100)}" : $"{(char)('n' + random.Next(12))}{random.Next(1000)}",
        ["short"] = (random, _, _) => Text(random, 1 + random.Next(3), () => Few[random.Next(Few.Length)]),
    };

    /// <summary>So many keys of a kind, in no order.</summary>
    public static List<ObjectKey> Of(string kind, Random random, int count, string prefix = "") =>
        [.. Enumerable.Range(0, count).Select(i => ObjectKey.From(prefix + Kinds[kind](random, i, count))).Distinct()];

    private static string Dated(int i, int each)
    {
        var day = new DateOnly(2023, 11, 20).AddDays(i / each);
        return string.Create(CultureInfo.InvariantCulture, $"{day:yyyy/MM/dd}/img-{i % each:D6}.jpg");
    }

    private static Rune Any(Random random)
    {
        int value;
        do
        {
            value = random.Next(0x21, 0x110000);
        }
        while (!Rune.IsValid(value) || (value & 0xFFFE) == 0xFFFE);
        return new(value);
    }

    private static string Text(Random random, int length, Func<Rune> next)
    {
        var text = new StringBuilder();
        for (var i = 0; i < length; i++)
        {
            text.Append(next().ToString());
        }

        return text.ToString();
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
