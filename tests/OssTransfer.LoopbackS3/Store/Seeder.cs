using System.Globalization;
using System.Text;
using OssTransfer.LoopbackS3.Bodies;

namespace OssTransfer.LoopbackS3.Store;

/// <summary>
/// Fills buckets with generated objects. Their bodies are windows on one block of noise, so a bucket with many GiB
/// takes no more memory than its keys; 256 different bodies of each size keep a mix-up visible.
/// </summary>
internal static class Seeder
{
    private const int BlockBytes = 1 << 20;
    private const int Variants = 256;

    public static void Fill(Bucket bucket, int count, long bytes, string prefix, bool hasRandomNames, DateTimeOffset lastModified)
    {
        var block = Noise();
        var headers = new Dictionary<string, string> { ["content-type"] = "application/octet-stream" };
        var variants = Enumerable.Range(0, Math.Min(count, Variants))
            .Select(variant => Body(block, variant, bytes))
            .Select(body => (Body: body, ETag: Convert.ToHexStringLower(body.Md5())))
            .ToArray();
        var random = new Random(count);
        for (var i = 0; i < count; i++)
        {
            var key = prefix + (hasRandomNames ? RandomName(random) : string.Create(CultureInfo.InvariantCulture, $"{i / 1000:D4}/{i:D8}"));
            var (body, etag) = variants[i % Variants];
            bucket.Store(new(Encoding.UTF8.GetBytes(key), body, etag, lastModified, headers));
        }
    }

    /// <summary>Four to eight characters from anywhere in Unicode: hardly any two are alike.</summary>
    private static string RandomName(Random random)
    {
        var name = new StringBuilder();
        while (name.Length < 8)
        {
            var value = random.Next(0x21, 0x110000);
            if (Rune.IsValid(value) && (value & 0xFFFE) != 0xFFFE)
            {
                name.Append(new Rune(value).ToString());
            }
        }

        return name.ToString();
    }

    private static ObjectBytes Body(byte[] block, int variant, long bytes)
    {
        var segments = new List<ReadOnlyMemory<byte>>();
        var offset = variant * 4093 % BlockBytes;
        while (bytes > 0)
        {
            var piece = (int)Math.Min(bytes, BlockBytes - offset);
            segments.Add(block.AsMemory(offset, piece));
            bytes -= piece;
            offset = 0;
        }

        return new([.. segments]);
    }

    /// <summary>The same on every machine and at every start.</summary>
    private static byte[] Noise()
    {
        var block = new byte[BlockBytes];
        var state = 0x9E3779B97F4A7C15UL;
        for (var i = 0; i < block.Length; i++)
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            block[i] = (byte)(state >> 24);
        }

        return block;
    }
}
