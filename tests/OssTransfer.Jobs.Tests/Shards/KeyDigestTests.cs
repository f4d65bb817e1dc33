using System.Globalization;
using System.IO.Hashing;
using FsCheck.Xunit;
using OssTransfer.Jobs.Shards;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Shards;

public sealed class KeyDigestTests
{
    [Property(MaxTest = 200)]
    public void Order_and_grouping_change_nothing(byte[][]? keys, int cut)
    {
        var all = (keys ?? []).Select(bytes => new ObjectKey(bytes ?? [])).ToArray();
        var at = all.Length == 0 ? 0 : (int)((uint)cut % (uint)all.Length);

        Assert.Equal(Of(all), Of([.. all.Reverse()]));
        Assert.Equal(Of(all), Of(all[..at]) + Of(all[at..]));
    }

    [Property(MaxTest = 200)]
    public void A_key_twice_or_another_one_is_noticed(byte[][]? keys)
    {
        var all = (keys ?? []).Select(bytes => new ObjectKey(bytes ?? [])).Append(ObjectKey.From("last")).ToArray();

        Assert.NotEqual(Of(all), Of([.. all, all[0]]));
        Assert.NotEqual(Of(all), Of(all[..^1]));
    }

    [Fact]
    public void Stored_digests_stay_what_they_were()
    {
        Assert.Equal("99aa06d3014798d86001c324468d497f", Of([ObjectKey.From("")]).Sum.ToHex());
        foreach (var key in new[] { "a", "folder/file.txt", new string('k', 1024) }.Select(ObjectKey.From))
        {
            var hash = XxHash128.HashToUInt128(key.Bytes);

            Assert.Equal(hash.ToString("x32", CultureInfo.InvariantCulture), Of([key]).Sum.ToHex());
            Assert.Equal(unchecked(hash + hash).ToString("x32", CultureInfo.InvariantCulture), Of([key, key]).Sum.ToHex());
        }
    }

    private static KeyDigest Of(ObjectKey[] keys) => keys.Aggregate(default(KeyDigest), (digest, key) => digest.Add(key));
}
