using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Transfer.Tests.Listings;

/// <summary>A bucket whose pages come when the test says so, and which may be of any kind.</summary>
internal sealed class SteppedBucket(IEnumerable<ObjectKey> keys, IComparer<ObjectKey>? order = null) : IObjectReader
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource> _asked = [];
    private TaskCompletionSource _news = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is there.</summary>
    public SortedSet<ObjectKey> Keys { get; } = new(keys, order);

    /// <summary>Pages that were asked for.</summary>
    public int Requests { get; private set; }

    /// <summary>Listings that were begun and not disposed of.</summary>
    public int Open { get; private set; }

    /// <summary>The most pages that were asked for at once.</summary>
    public int AtOnce { get; private set; }

    /// <summary>Entries of a page, given what was asked for.</summary>
    public Func<int, int> PageSize { get; init; } = asked => asked;

    /// <summary>Called before a page is made: after which key it begins, null: at the beginning; may throw.</summary>
    public Action<ObjectKey?> Before { get; init; } = _ => { };

    /// <summary>Called with a page that was made; may throw.</summary>
    public Action<IReadOnlyList<ObjectEntry>> After { get; init; } = _ => { };

    /// <summary>A listing that begins behind a key gives that key first, and nobody notices.</summary>
    public bool IsInclusive { get; init; }

    /// <summary>Where it really begins, given the key after which it should.</summary>
    public Func<ObjectKey, ObjectKey?> Begin { get; init; } = key => key;

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Open++;
        }

        try
        {
            ObjectKey? asked = request.From is { } from ? new ObjectKey(from.Value.ToArray()) : null;
            var isInclusive = IsInclusive && asked is not null;
            while (true)
            {
                await StepAsync(cancellationToken);
                var page = Page(request, asked, isInclusive);
                isInclusive = false;
                yield return page;
                if (page.Next is null)
                {
                    yield break;
                }

                asked = page.Entries.Count > 0 ? page.Entries[^1].Key : asked;
            }
        }
        finally
        {
            lock (_gate)
            {
                Open--;
            }
        }
    }

    /// <summary>Lets pages come until the work is done: at each step those that are chosen of the ones that are asked for.</summary>
    /// <returns>Steps.</returns>
    public async Task<int> RunAsync(Task work, Func<int, IEnumerable<int>> choose)
    {
        var steps = 0;
        while (!work.IsCompleted)
        {
            Task news;
            List<TaskCompletionSource> coming = [];
            lock (_gate)
            {
                news = _news.Task;
                if (_asked.Count > 0)
                {
                    coming.AddRange(choose(_asked.Count).Select(number => _asked[number]));
                    coming.ForEach(one => _asked.Remove(one));
                    steps++;
                }
            }

            if (coming.Count == 0)
            {
                await Task.WhenAny(work, news);
            }

            coming.ForEach(one => one.TrySetResult());
        }

        await work;
        return steps;
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        var step = new TaskCompletionSource();
        lock (_gate)
        {
            Requests++;
            _asked.Add(step);
            AtOnce = Math.Max(AtOnce, _asked.Count);
            _news.TrySetResult();
            _news = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await using var left = cancellationToken.UnsafeRegister(
            _ =>
            {
                lock (_gate)
                {
                    _asked.Remove(step);
                }

                step.TrySetCanceled(cancellationToken);
            },
            null);
        await step.Task;
    }

    private ListPage Page(ListRequest request, ObjectKey? asked, bool isInclusive)
    {
        lock (_gate)
        {
            Before(asked);
            var after = asked is { } key ? Begin(key) : null;
            var size = Math.Max(1, PageSize(request.PageSize));
            List<ObjectEntry> entries =
            [
                .. (after is not { } begin ? Keys : Keys.Count == 0 || Keys.Comparer.Compare(begin, Keys.Max) > 0 ? [] : Keys.GetViewBetween(begin, Keys.Max))
                    .Where(one => (after is not { } passed || isInclusive || one != passed) && one.StartsWith(request.Prefix))
                    .Take(size + 1)
                    .Select(one => new ObjectEntry(one, 1, null, null)),
            ];
            var isLast = entries.Count <= size;
            entries = [.. entries.Take(size)];
            After(entries);
            for (var i = 0; i < entries.Count; i++)
            {
                if (!isInclusive && (i == 0 ? asked : entries[i - 1].Key) is { } last && entries[i].Key <= last)
                {
                    throw new StorageException(StorageErrorKind.ListingBroken, $"{entries[i].Key} comes after {last}");
                }
            }

            return new(entries, isLast ? null : ListCursor.After(entries[^1].Key));
        }
    }
}
