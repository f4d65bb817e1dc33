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
        var most = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var sorted = await SortedListing.MakeAsync(
            SortedListingTests.PagesAsync(Enumerable.Range(0, Keys).Select(Entry)),
            Path.GetTempPath(),
            2 << 20,
            listed => most = listed % 20_000 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before) : most,
            TestContext.Current.CancellationToken);

        Assert.Equal(Keys, sorted.Pages(null).Sum(page => page.Entries.Count));
        Assert.InRange(most, 1, 8 << 20);

        static ObjectEntry Entry(int i) => new(ObjectKey.From($"{i * 7919L % Keys:d9}/{new string('x', 60)}"), i, Day, "e");
    }
}
