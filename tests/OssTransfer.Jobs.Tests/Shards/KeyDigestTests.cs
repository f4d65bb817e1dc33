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

    private static KeyDigest Of(ObjectKey[] keys) => keys.Aggregate(default(KeyDigest), (digest, key) => digest.Add(key));
}
