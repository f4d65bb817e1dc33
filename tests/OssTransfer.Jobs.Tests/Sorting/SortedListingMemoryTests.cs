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
        List<long> held = [];
        using var sorted = await SortedListing.MakeAsync(
            SortedListingTests.PagesAsync(Enumerable.Range(0, Keys).Select(Entry)),
            Path.GetTempPath(),
            2 << 20,
            listed =>
            {
                if (listed > Keys / 2 && listed % 10_000 == 0 && held.Count < 10)
                {
                    held.Add(GC.GetTotalMemory(forceFullCollection: true) - before);
                }
            },
            TestContext.Current.CancellationToken);

        Assert.Equal(Keys, sorted.Pages(null).Sum(page => page.Entries.Count));

        // Five while it lists and five while it sorts; the middle one of each: the test platform itself takes and frees memory meanwhile.
        Assert.Equal(10, held.Count);
        Assert.All(held.Chunk(5), five => Assert.True(five.Order().ElementAt(2) <= 8 << 20, $"it holds {string.Join(", ", five)} bytes"));

        static ObjectEntry Entry(int i) => new(ObjectKey.From($"{i * 7919L % Keys:d9}/{new string('x', 60)}"), i, Day, "e");
    }
}
