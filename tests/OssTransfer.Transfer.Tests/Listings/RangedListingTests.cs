using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.Extensions.Time.Testing;
using OssTransfer.Storage;
using OssTransfer.Testing;
using OssTransfer.Transfer.Listings;

namespace OssTransfer.Transfer.Tests.Listings;

public sealed class RangedListingTests
{
    private static readonly ListAheadOptions Eager = new() { WorthHiding = TimeSpan.Zero };

    private static readonly Func<long> Unlimited = () => long.MaxValue;

    public static TheoryData<string> Kinds => [.. KeySets.Kinds.Keys];

    [Property(MaxTest = 400)]
    public Property What_was_there_all_along_is_told_once_and_in_order() => ForAll(async seed =>
    {
        var random = new Random(seed);
        var (kind, prefix) = (Pick(random, [.. KeySets.Kinds.Keys]), Pick(random, "", "", "p/", "图/x"));
        var all = KeySets.Of(kind, random, random.Next(random.Next(2) == 0 ? 30 : 2000), prefix);
        var (stable, volatile_) = (all.Where((_, i) => i % 4 != 0).ToHashSet(), all.Where((_, i) => i % 4 == 0).ToList());
        var churn = random.Next(3) == 0 ? 0 : random.Next(1, 6);
        SteppedBucket? bucket = null;
        bucket = new(random.Next(2) == 0 ? all : stable)
        {
            PageSize = most => random.Next(3) == 0 ? random.Next(1, most + 1) : most,
            Before = _ =>
            {
                for (var i = 0; i < churn && volatile_.Count > 0; i++)
                {
                    var key = volatile_[random.Next(volatile_.Count)];
                    if (!bucket!.Keys.Remove(key))
                    {
                        bucket.Keys.Add(key);
                    }
                }
            },
        };
        var (before, after) = (ObjectKey.From("\u0002before"), ObjectKey.From("\U0010FFFFafter"));
        bucket.Keys.UnionWith([before, after]);
        var from = random.Next(3) == 0 && all.Count > 0 ? all[random.Next(all.Count)] : (ObjectKey?)null;
        var request = new ListRequest(ObjectKey.From(prefix)) { From = from is { } start ? ListCursor.After(start) : null, PageSize = random.Next(1, 25) };

        var pages = await ListAsync(bucket, request, Any(random), random);

        var told = pages.SelectMany(page => page.Entries).Select(entry => entry.Key).ToList();
        Assert.Equal(told.Order().Distinct(), told);
        Assert.Empty(stable.Where(key => from is not { } begin || key > begin).Except(told));
        Assert.All(told, key => Assert.True(key.StartsWith(request.Prefix) && (from is not { } begin || key > begin)));
        Assert.Subset(new HashSet<ObjectKey>([.. all, before, after]), new HashSet<ObjectKey>(told));
        AssertNext(pages);
        Assert.Equal(0, bucket.Open);
    });

    [Property(MaxTest = 200)]
    public Property A_page_that_cannot_be_had_ends_the_listing_where_one_stream_would_have_ended() => ForAll(async seed =>
    {
        var random = new Random(seed);
        var all = KeySets.Of(Pick(random, [.. KeySets.Kinds.Keys]), random, random.Next(1, 1500));
        var bad = all[random.Next(all.Count)];
        var bucket = new SteppedBucket(all)
        {
            After = entries =>
            {
                if (entries.Any(entry => entry.Key == bad))
                {
                    throw new StorageException(StorageErrorKind.Damaged, "this page can't be had");
                }
            },
        };
        var pages = new List<ListPage>();

        var error = await Assert.ThrowsAsync<StorageException>(
            () => ListAsync(bucket, new(default) { PageSize = random.Next(1, 25) }, Any(random), random, pages));

        var told = pages.SelectMany(page => page.Entries).Select(entry => entry.Key).ToList();
        Assert.Equal(StorageErrorKind.Damaged, error.Kind);
        Assert.Equal(all.Order().Take(told.Count), told);
        Assert.DoesNotContain(bad, told);
        AssertNext(pages, isComplete: false);
        Assert.Equal(0, bucket.Open);
    });

    [Property(MaxTest = 100)]
    public Property Positions_that_the_store_refuses_or_does_not_know_change_nothing() => ForAll(async seed =>
    {
        var random = new Random(seed);
        var all = KeySets.Of(Pick(random, [.. KeySets.Kinds.Keys]), random, random.Next(1, 1500));
        var (known, refuses, firsts) = (all.ToHashSet(), random.Next(2) == 0, 1 + random.Next(3));
        var bucket = new SteppedBucket(all)
        {
            Before = after =>
            {
                if (refuses && after is { } key && !known.Contains(key) && random.Next(firsts) == 0)
                {
                    throw new StorageException(StorageErrorKind.Other, "400 InvalidArgument") { Status = 400 };
                }
            },
            Begin = key => known.Contains(key) || random.Next(firsts) > 0 ? key : null,
        };

        var pages = await ListAsync(bucket, new(default) { PageSize = random.Next(1, 25) }, Any(random), random);

        Assert.Equal(all.Order(), pages.SelectMany(page => page.Entries).Select(entry => entry.Key));
    });

    [Theory]
    [InlineData("numbers")]
    [InlineData("hex")]
    public async Task A_key_that_is_given_again_where_a_range_begins_is_told_once(string kind)
    {
        var all = KeySets.Of(kind, new(3), 3000);

        var pages = await ListAsync(new(all) { IsInclusive = true }, new(default) { PageSize = 20 }, Eager, new(3));

        Assert.Equal(all.Order(), pages.SelectMany(page => page.Entries).Select(entry => entry.Key));
    }

    [Property(MaxTest = 200)]
    public Property A_store_that_lists_in_another_order_is_told_as_one_stream_tells_it() => ForAll(async seed =>
    {
        var random = new Random(seed);
        var all = KeySets.Of(Pick(random, "unicode", "short", "folders", "hex"), random, random.Next(1, 600));
        if (random.Next(2) == 0)
        {
            // Full-width characters come after all others in the one order and before those of four bytes in the other.
            all = [.. all.Where(key => key.Bytes.IndexOfAnyInRange((byte)0xF0, (byte)0xFF) < 0), .. KeySets.Of("short", random, 200, "！")];
        }

        var request = new ListRequest(default) { PageSize = random.Next(1, 25) };
        IComparer<ObjectKey> order = Pick<IComparer<ObjectKey>>(random, new Utf16Order(), new SlashFirstOrder(), new HashOrder());

        var (alone, together) = (new List<ListPage>(), new List<ListPage>());
        var one = await ErrorOfAsync(ListAsync(new SteppedBucket(all, order), request, new() { Streams = 1 }, random, alone));
        var many = await ErrorOfAsync(ListAsync(new SteppedBucket(all, order), request, Any(random), random, together));

        Assert.Equal(one?.Kind, many?.Kind);
        if (one is null)
        {
            Assert.Equal(all.Count, alone.Sum(page => page.Entries.Count));
            Assert.Equal(Keys(alone), Keys(together));
        }
        else
        {
            Assert.Equal(StorageErrorKind.ListingBroken, one.Kind);
            var listed = all.Order(order).ToList();
            Assert.Equal(listed.Take(Keys(together).Count()), Keys(together));
        }

        IEnumerable<ObjectKey> Keys(List<ListPage> pages) => pages.SelectMany(page => page.Entries).Select(entry => entry.Key);
    });

    [Property(MaxTest = 100)]
    public Property A_listing_that_is_left_leaves_nothing_under_way() => ForAll(async seed =>
    {
        var random = new Random(seed);
        var bucket = new SteppedBucket(KeySets.Of("hex", random, 2000));
        using var stop = new CancellationTokenSource();
        var (isCancelled, after) = (random.Next(2) == 0, random.Next(1, 60));
        var work = TakeAsync();

        await bucket.RunAsync(work, count => [random.Next(count)]);

        Assert.Equal(0, bucket.Open);

        async Task TakeAsync()
        {
            var pages = 0;
            try
            {
                await foreach (var page in new RangedListing(bucket, new(default) { PageSize = 20 }, Eager, () => 16, Unlimited, new FakeTimeProvider())
                    .PagesAsync(stop.Token))
                {
                    if (++pages == after && isCancelled)
                    {
                        await stop.CancelAsync();
                    }
                    else if (pages == after)
                    {
                        break;
                    }
                }

                Assert.False(isCancelled);
            }
            catch (OperationCanceledException)
            {
                Assert.True(isCancelled);
            }
        }
    });

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_listing_that_is_waited_for_takes_a_fifth_of_the_time(string kind)
    {
        var random = new Random(7);
        var all = KeySets.Of(kind, random, kind == "short" ? 500 : 60_000);
        var alone = (int)Math.Ceiling(all.Count / 100.0);
        SteppedBucket? bucket = null;
        bucket = new(all) { Before = _ => Assert.InRange(bucket!.Requests, 0, 2 * alone) };
        var work = ListedAsync();
        var steps = await bucket.RunAsync(work, count => Enumerable.Range(0, count));
        TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: {alone} pages in {steps} steps and {bucket.Requests} requests");
        Assert.InRange(steps, 1, kind == "short" ? alone : alone / 5);
        Assert.InRange(bucket.AtOnce, 1, 16);

        async Task ListedAsync()
        {
            var told = 0;
            var listing = new RangedListing(
                bucket, new(default) { PageSize = 100 }, Eager with { Entries = 6400 }, () => 16, Unlimited, new FakeTimeProvider());
            await foreach (var page in listing.PagesAsync(CancellationToken.None))
            {
                told += page.Entries.Count;
            }

            Assert.Equal(all.Count, told);
        }
    }

    [Fact]
    public void Only_a_store_whose_listing_may_begin_behind_any_key_is_read_ahead()
    {
        Assert.IsType<RangedReader>(ReaderOf(MemoryStore.DefaultTraits));
        Assert.IsNotType<RangedReader>(ReaderOf(MemoryStore.DefaultTraits with { ListsAfterAnyKey = false }));
        Assert.IsNotType<RangedReader>(ReaderOf(MemoryStore.DefaultTraits with { KeyOrder = KeyOrder.Unordered }));

        static IObjectReader ReaderOf(StoreTraits traits) => RangedReader.Of(new MemoryStore { Traits = traits }, new(), TimeProvider.System);
    }

    [Fact]
    public async Task Who_is_slower_than_the_listing_has_nothing_listed_ahead()
    {
        var time = new FakeTimeProvider();
        var bucket = new SteppedBucket(KeySets.Of("numbers", new(1), 3000));
        var work = SlowlyAsync();

        await bucket.RunAsync(work, count =>
        {
            time.Advance(TimeSpan.FromMilliseconds(50));
            return [0];
        });

        Assert.Equal((30, 1), (bucket.Requests, bucket.AtOnce));

        async Task SlowlyAsync()
        {
            await foreach (var _ in new RangedListing(bucket, new(default) { PageSize = 100 }, new(), () => 16, Unlimited, time)
                .PagesAsync(CancellationToken.None))
            {
                time.Advance(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    [Fact]
    public async Task A_store_that_answers_at_once_has_nothing_listed_ahead()
    {
        var time = new FakeTimeProvider();
        var bucket = new SteppedBucket(KeySets.Of("numbers", new(1), 3000));

        await ListAsync(bucket, new(default) { PageSize = 100 }, new(), new(1), time: time, tick: TimeSpan.FromMilliseconds(5));

        Assert.Equal((30, 1), (bucket.Requests, bucket.AtOnce));
    }

    [Fact]
    public async Task What_is_hardly_needed_is_not_listed_ahead_but_on_demand()
    {
        var keys = KeySets.Of("numbers", new(1), 20_000);
        var bucket = new SteppedBucket(keys);
        var request = new ListRequest(default) { PageSize = 100, NeededUntil = keys[7000] };
        var told = new List<ObjectKey>();
        var askedForNeeded = 0;
        var work = ReadAsync();

        await bucket.RunAsync(work, count => Enumerable.Range(0, count));

        Assert.InRange(askedForNeeded, 70, 80);
        Assert.Equal(keys, told);

        async Task ReadAsync()
        {
            await foreach (var page in new RangedListing(bucket, request, Eager, () => 16, Unlimited, new FakeTimeProvider())
                .PagesAsync(CancellationToken.None))
            {
                told.AddRange(page.Entries.Select(entry => entry.Key));
                askedForNeeded = told.Contains(keys[7000]) && askedForNeeded == 0 ? bucket.Requests : askedForNeeded;
            }
        }
    }

    [Fact]
    public async Task No_more_is_listed_ahead_than_is_wanted()
    {
        var keys = KeySets.Of("numbers", new(1), 20_000);
        var bucket = new SteppedBucket(keys);
        var told = 0;
        var listing = new RangedListing(bucket, new(default) { PageSize = 100 }, Eager, () => 16, () => 6000 - told, new FakeTimeProvider());
        var work = ReadAsync();

        await bucket.RunAsync(work, count => Enumerable.Range(0, count));

        Assert.InRange(bucket.Requests, 60, 70);
        Assert.True(bucket.AtOnce > 8);

        async Task ReadAsync()
        {
            await foreach (var page in listing.PagesAsync(CancellationToken.None))
            {
                told += page.Entries.Count;
                if (told >= 6000)
                {
                    break;
                }
            }
        }
    }

    [Fact]
    public async Task A_store_that_throttles_is_asked_for_one_page_at_a_time()
    {
        var bucket = new SteppedBucket(KeySets.Of("numbers", new(1), 3000));
        var work = ReadAsync();

        await bucket.RunAsync(work, count => [0]);

        Assert.Equal((30, 1), (bucket.Requests, bucket.AtOnce));

        async Task ReadAsync()
        {
            await foreach (var _ in new RangedListing(bucket, new(default) { PageSize = 100 }, Eager, () => 1, Unlimited, TimeProvider.System)
                .PagesAsync(CancellationToken.None))
            {
            }
        }
    }

    private static Property ForAll(Func<int, Task> check) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => Task.Run(() => check(seed)).GetAwaiter().GetResult());

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];

    private static ListAheadOptions Any(Random random) =>
        Eager with { Streams = random.Next(2, 9), Entries = random.Next(30, 1000), PagesPerRange = random.Next(1, 4) };

    private static async Task<List<ListPage>> ListAsync(
        SteppedBucket bucket, ListRequest request, ListAheadOptions options, Random random, List<ListPage>? pages = null, FakeTimeProvider? time = null,
        TimeSpan tick = default)
    {
        pages ??= [];
        await bucket.RunAsync(ReadAsync(), count =>
        {
            time?.Advance(tick);
            return [random.Next(count)];
        });
        return pages;

        async Task ReadAsync()
        {
            await foreach (var page in new RangedListing(bucket, request, options, () => options.Streams, Unlimited, time ?? new FakeTimeProvider())
                .PagesAsync(CancellationToken.None))
            {
                pages.Add(page);
            }
        }
    }

    private static async Task<StorageException?> ErrorOfAsync(Task work)
    {
        try
        {
            await work;
            return null;
        }
        catch (StorageException exception)
        {
            return exception;
        }
    }

    /// <summary>Each page says where to go on: behind its last key, and not behind the next page's first one. Only the last says nothing.</summary>
    private static void AssertNext(List<ListPage> pages, bool isComplete = true)
    {
        ObjectKey? last = null;
        for (var i = 0; i < pages.Count; i++)
        {
            last = pages[i].Entries.Count > 0 ? pages[i].Entries[^1].Key : last;
            Assert.Equal(isComplete && i == pages.Count - 1, pages[i].Next is null);
            if (pages[i].Next is { } next)
            {
                var at = new ObjectKey(next.Value.ToArray());
                Assert.True(last is not { } key || at >= key);
                Assert.All(pages.Skip(i + 1).SelectMany(page => page.Entries).Take(1), entry => Assert.True(entry.Key > at));
            }
        }
    }

    private sealed class Utf16Order : IComparer<ObjectKey>
    {
        public int Compare(ObjectKey x, ObjectKey y) => string.CompareOrdinal(x.ToString(), y.ToString());
    }

    private sealed class SlashFirstOrder : IComparer<ObjectKey>
    {
        public int Compare(ObjectKey x, ObjectKey y) => Raised(x).CompareTo(Raised(y));

        private static ObjectKey Raised(ObjectKey key) => new(key.Bytes.ToArray().Select(one => one == '/' ? (byte)0 : one).ToArray());
    }

    private sealed class HashOrder : IComparer<ObjectKey>
    {
        public int Compare(ObjectKey x, ObjectKey y) => Hash(x).CompareTo(Hash(y));

        private static ObjectKey Hash(ObjectKey key) => new(System.Security.Cryptography.SHA256.HashData(key.Bytes));
    }
}
