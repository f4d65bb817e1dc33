using OssTransfer.Jobs.Sorting;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Sorting;

/// <summary>What is measured is the memory of the whole process, so nothing else runs beside it.</summary>
[TestClass(DisableParallelization = true)]
public sealed class SortedListingMemoryTests
{
    private static readonly DateTimeOffset Day = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Memory_does_not_grow_with_the_listing()
    {
        const int Keys = 100_000;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var held = await HeldAsync(Keys);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        // Five while it lists and five while it sorts; the middle one of each: the test platform itself takes memory meanwhile, and frees it or doesn't.
        Assert.Equal(10, held.Count);
        Assert.All(
            held.Chunk(5),
            five => Assert.True(
                five.Order().ElementAt(2) - Math.Max(before, after) <= 8 << 20, $"of {before} and {after} bytes it brings it to {string.Join(", ", five)}"));
    }

    private static async Task<List<long>> HeldAsync(int keys)
    {
        List<long> held = [];
        using var sorted = await SortedListing.MakeAsync(
            SortedListingTests.PagesAsync(Enumerable.Range(0, keys).Select(Entry)),
            Path.GetTempPath(),
            2 << 20,
            listed =>
            {
                if (listed > keys / 2 && listed % 10_000 == 0 && held.Count < 10)
                {
                    held.Add(GC.GetTotalMemory(forceFullCollection: true));
                }
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(keys, sorted.Pages(null).Sum(page => page.Entries.Count));
        return held;

        ObjectEntry Entry(int i) => new(ObjectKey.From($"{i * 7919L % keys:d9}/{new string('x', 60)}"), i, Day, "e");
    }
}
