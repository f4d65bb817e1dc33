using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Planning;
using OssTransfer.Storage;
using OssTransfer.Testing;

namespace OssTransfer.Jobs.Tests.Planning;

public sealed class DestinationCursorTests
{
    [Property(MaxTest = 100)]
    public Property Every_key_is_found_and_no_other()
    {
        var key = Gen.NonEmptyListOf(Gen.Elements("a", "b", "/", "é", "图", "😀", "~", "\u0001")).Select(parts => string.Concat(parts.Take(6)));
        var keys = Gen.ListOf(key);
        var prefixes = Gen.Elements("", "p/", "图/");

        return Prop.ForAll(keys.ToArbitrary(), keys.ToArbitrary(), prefixes.ToArbitrary(), (there, asked, prefix) =>
        {
            var store = new MemoryStore();
            foreach (var name in there)
            {
                store.Seed(prefix + name, "x"u8);
                store.Seed("o" + name, "x"u8);
            }

            var cursor = new DestinationCursor(new SmallPages(store.Reader), new("", prefix));
            foreach (var wanted in asked.Concat(there).Select(ObjectKey.From).Distinct().Order())
            {
                var found = cursor.FindAsync(wanted, default).AsTask().GetAwaiter().GetResult();
                Assert.Equal(store.Find(ObjectKey.From(prefix).Append(wanted)) is not null, found is not null);
            }
        });
    }

    [Fact]
    public async Task Keys_that_nobody_wants_are_leapt_over()
    {
        var store = new MemoryStore();
        for (var i = 0; i < 20_000; i++)
        {
            store.Seed($"p/b{i:d5}", default);
        }

        store.Seed("p/a", default);
        store.Seed("p/z", default);
        var cursor = new DestinationCursor(store.Reader, new("", "p/"));

        Assert.NotNull(await cursor.FindAsync(ObjectKey.From("a"), TestContext.Current.CancellationToken));
        Assert.NotNull(await cursor.FindAsync(ObjectKey.From("b19999"), TestContext.Current.CancellationToken));
        Assert.Null(await cursor.FindAsync(ObjectKey.From("b2"), TestContext.Current.CancellationToken));

        Assert.InRange(store.Requests(StoreOperation.List), 1, 3);
    }

    [Fact]
    public async Task What_is_beside_each_other_costs_a_request_a_page()
    {
        var store = new MemoryStore();
        for (var i = 0; i < 5_000; i++)
        {
            store.Seed($"k{i:d4}", default);
        }

        var cursor = new DestinationCursor(store.Reader, new KeyMapping("", ""));
        for (var i = 0; i < 5_000; i++)
        {
            Assert.NotNull(await cursor.FindAsync(ObjectKey.From($"k{i:d4}"), TestContext.Current.CancellationToken));
        }

        Assert.InRange(store.Requests(StoreOperation.List), 5, 6);
    }

    [Fact]
    public async Task What_is_beside_each_other_is_one_listing_that_ends_with_the_cursor()
    {
        var store = new MemoryStore();
        for (var i = 0; i < 30; i++)
        {
            store.Seed($"k{i:d4}", default);
        }

        var pages = new SmallPages(store.Reader);
        await using (var cursor = new DestinationCursor(pages, new KeyMapping("", "")))
        {
            for (var i = 0; i < 20; i++)
            {
                Assert.NotNull(await cursor.FindAsync(ObjectKey.From($"k{i:d4}"), TestContext.Current.CancellationToken));
            }

            Assert.Equal((1, 0), (pages.Begun, pages.Ended));
        }

        Assert.Equal((1, 1), (pages.Begun, pages.Ended));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_destination_whose_listing_is_in_another_order_is_asked_for_each_object(int wholePages)
    {
        var store = new MemoryStore();
        for (var i = 0; i < 20; i += 2)
        {
            store.Seed($"k{i:d2}", [1]);
        }

        var faulty = new FaultyStore(store).Before(StoreOperation.List, StorageErrorKind.ListingBroken, skip: wholePages, times: FaultyStore.Always);
        var cursor = new DestinationCursor(new SmallPages(faulty.Reader), new KeyMapping("", ""));

        for (var i = 0; i < 20; i++)
        {
            var found = await cursor.FindAsync(ObjectKey.From($"k{i:d2}"), TestContext.Current.CancellationToken);
            Assert.Equal(i % 2 == 0 ? store.Find($"k{i:d2}")!.Info.ETag : null, found?.ETag);
        }

        Assert.Equal(wholePages, store.Requests(StoreOperation.List));
    }

    [Fact]
    public async Task A_destination_that_cannot_be_listed_for_another_reason_is_not_asked()
    {
        var store = new MemoryStore();
        var faulty = new FaultyStore(store).Before(StoreOperation.List, StorageErrorKind.Credentials);
        var cursor = new DestinationCursor(faulty.Reader, new KeyMapping("", ""));

        var error = await Assert.ThrowsAsync<StorageException>(() => cursor.FindAsync(ObjectKey.From("k"), TestContext.Current.CancellationToken).AsTask());

        Assert.Equal(StorageErrorKind.Credentials, error.Kind);
        Assert.Equal(0, store.Requests());
    }

    /// <summary>The same store in pages of three.</summary>
    private sealed class SmallPages(IObjectReader inner) : IObjectReader
    {
        public int Begun { get; private set; }

        public int Ended { get; private set; }

        public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Begun++;
            try
            {
                await foreach (var page in inner.ListAsync(request with { PageSize = 3 }, cancellationToken))
                {
                    yield return page;
                }
            }
            finally
            {
                Ended++;
            }
        }

        public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => inner.HeadAsync(key, cancellationToken);

        public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => inner.OpenAsync(request, cancellationToken);
    }
}
