using OssTransfer.Testing;

namespace OssTransfer.Storage.Tests.Disk;

/// <summary>The listing of a random tree is held against a plain sort of its keys, and against the store in memory.</summary>
public sealed class DiskOrderTests : IDisposable
{
    private static readonly string[] Pieces = ["a", "b", "-", ".x", "0", "~", " ", "é", "中", "\uff5e", "\U0001F600", "aa", "\u0001", "longer-than-eight-"];
    private readonly TestDirectory _directory = new();
    private readonly MemoryStore _model = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task List_of_a_random_tree_is_in_byte_order(bool useOpenat2)
    {
        // Set to 200000 for the size that a release is held to.
        var count = int.TryParse(Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_FILES"), out var asked) ? asked : 3000;
        Plant(count, new Random(7));
        await using var store = DiskTestListing.StoreOf(_directory.Path, useOpenat2);

        var (keys, _) = await DiskTestListing.ListAsync(store, new(default));

        Assert.Equal(_model.Keys, keys);
    }

    [Theory]
    [InlineData(32 << 20)]
    [InlineData(20_000)]
    public async Task List_with_many_calls_at_a_time_is_in_byte_order(int namesBytes)
    {
        Plant(3000, new Random(9));
        await using var store = DiskTestListing.SlowStoreOf(_directory.Path, namesBytes);

        var (keys, _) = await DiskTestListing.ListAsync(store, new(default));

        Assert.Equal(_model.Keys, keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    [InlineData(20_000)]
    public async Task List_of_a_directory_with_more_names_than_memory_is_whole_and_in_order(int namesBytes)
    {
        Plant(600, new Random(5));
        await using var store = DiskTestListing.StoreOf(_directory.Path, namesBytes);

        var (keys, _) = await DiskTestListing.ListAsync(store, new(default));

        Assert.Equal(_model.Keys, keys);
    }

    [Fact]
    public async Task Names_of_an_old_encoding_are_listed_once_however_little_memory_there_is()
    {
        await using var store = DiskTestListing.StoreOf(_directory.Path, 2_000, "gbk");
        var names = Enumerable.Range(0, 200).Select(i => $"图{(char)('一' + (i * 37 % 500))}{i:d3}").ToList();
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        foreach (var name in names)
        {
            _directory.WriteRaw(System.Text.Encoding.GetEncoding("gbk").GetBytes(name));
        }

        var (keys, _) = await DiskTestListing.ListAsync(store, new(default));

        Assert.Equal(names.Select(ObjectKey.From).Order(), keys);
    }

    [Theory]
    [InlineData(1, 32 << 20, false)]
    [InlineData(2, 32 << 20, false)]
    [InlineData(3, 32 << 20, true)]
    [InlineData(4, 700, false)]
    [InlineData(5, 3_000, true)]
    public async Task List_with_any_prefix_position_and_delimiter_is_that_of_the_model(int seed, int namesBytes, bool isSlow)
    {
        var random = new Random(seed);
        Plant(300, random);
        var all = _model.Keys;
        await using var store = isSlow ? DiskTestListing.SlowStoreOf(_directory.Path, namesBytes) : DiskTestListing.StoreOf(_directory.Path, namesBytes);

        for (var i = 0; i < 300; i++)
        {
            var request = new ListRequest(random.Next(3) == 0 ? default : Cut(Pick(all, random), random))
            {
                From = random.Next(2) == 0 ? null : ListCursor.After(Around(Pick(all, random), random)),
                Delimiter = random.Next(3) switch { 0 => null, 1 => '/', _ => 'a' },
                PageSize = random.Next(4) == 0 ? 1 : random.Next(1, 50),
            };

            var (keys, folded) = await DiskTestListing.ListAsync(store, request);
            var (expectedKeys, expectedFolded) = await DiskTestListing.ListAsync(_model, request);
            Assert.Equal(expectedKeys, keys);
            Assert.Equal(expectedFolded, folded);
        }
    }

    [Fact]
    public async Task List_goes_on_after_every_folded_page()
    {
        Plant(200, new Random(11));
        await using var store = DiskTestListing.StoreOf(_directory.Path);
        var request = new ListRequest(default) { Delimiter = '/', PageSize = 1 };
        var (keys, folded) = await DiskTestListing.ListAsync(_model, request);
        var seen = new List<ObjectKey>();

        ListCursor? position = null;
        do
        {
            // Each page by a listing of its own, as after a restart.
            await using var pages = store.Reader.ListAsync(request with { From = position }, TestContext.Current.CancellationToken)
                .GetAsyncEnumerator(TestContext.Current.CancellationToken);
            Assert.True(await pages.MoveNextAsync());
            seen.AddRange(pages.Current.Entries.Select(entry => entry.Key).Concat(pages.Current.CommonPrefixes));
            position = pages.Current.Next;
        }
        while (position is not null);

        Assert.Equal(keys.Concat(folded).Order(), seen);
    }

    private static ObjectKey Pick(IReadOnlyList<ObjectKey> keys, Random random) => keys[random.Next(keys.Count)];

    private static ObjectKey Cut(ObjectKey key, Random random) => new(key.Bytes[..random.Next(key.Length + 1)]);

    private static ObjectKey Around(ObjectKey key, Random random) =>
        random.Next(3) switch { 0 => key, 1 => key.Append(ObjectKey.From("!")), _ => Cut(key, random) };

    private void Plant(int count, Random random)
    {
        while (_model.Keys.Count < count)
        {
            for (var i = 0; i < count / 4; i++)
            {
                var key = string.Join('/', Enumerable.Range(0, random.Next(1, 5)).Select(_ => Name(random)));
                if (TryWrite(key))
                {
                    _model.Seed(key, []);
                }
            }
        }
    }

    private static string Name(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private bool TryWrite(string key)
    {
        try
        {
            _directory.Write(key, "");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A directory and a file of the same name: the first stays.
            return false;
        }
    }
}
