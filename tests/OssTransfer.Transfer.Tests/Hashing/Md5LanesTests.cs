using System.Security.Cryptography;
using OssTransfer.Transfer.Hashing;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer.Tests.Hashing;

public sealed class Md5LanesTests
{
    private static readonly int[] Edges = [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 129, 16383, 16384, 16385, 131072, 300_001];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(40)]
    public async Task Lanes_agree_with_the_platform_for_any_lengths_at_once(int streams)
    {
        var random = new Random(streams);
        var hasher = new Md5Hasher();
        for (var round = 0; round < 6; round++)
        {
            var contents = Enumerable.Range(0, streams).Select(i => Content.Of(Length(random), seed: random.Next())).ToList();
            var open = contents.ConvertAll(content => hasher.Begin(content));
            var digests = new Task<Hash128>[streams];
            for (var i = 0; i < streams; i++)
            {
                open[i].Filled(random.Next(contents[i].Length + 1));
            }

            for (var i = 0; i < streams; i++)
            {
                open[i].Filled(contents[i].Length);
                var stream = open[i];
                digests[i] = i % 2 == 0 ? Task.Run(() => stream.FinishAsync().AsTask(), TestContext.Current.CancellationToken) : stream.FinishAsync().AsTask();
                await Task.Yield();
                if (i % 2 == 0)
                {
                    await digests[i];
                }
            }

            for (var i = 0; i < streams; i++)
            {
                Assert.Equal(ContentDigest.Whole(MD5.HashData(contents[i])).Hash, await digests[i]);
                await open[i].DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Streams_that_end_on_many_threads_share_lanes_and_agree()
    {
        var hasher = new Md5Hasher();

        await Parallel.ForAsync(
            0, 200, new ParallelOptions { MaxDegreeOfParallelism = 24, CancellationToken = TestContext.Current.CancellationToken }, async (i, _) =>
        {
            var content = Content.Of(Edges[i % Edges.Length] + (i * 977), seed: i);
            await using var stream = hasher.Begin(content);
            for (var filled = 0; filled < content.Length; filled += 7000)
            {
                stream.Filled(filled);
                await Task.Yield();
            }

            stream.Filled(content.Length);
            Assert.Equal(ContentDigest.Whole(MD5.HashData(content)).Hash, await stream.FinishAsync());
        });
    }

    private static int Length(Random random) => random.Next(3) == 0 ? random.Next(400_000) : Edges[random.Next(Edges.Length)];
}
