using System.Runtime.CompilerServices;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A store without bodies: an object is its ETag. It answers at once, so that a schedule is deterministic.</summary>
internal sealed class ModelBucket(int pageSize) : IObjectReader
{
    public SortedDictionary<ObjectKey, ObjectEntry> Objects { get; } = [];

    public ObjectEntry? Find(ObjectKey key) => Objects.GetValueOrDefault(key);

    public void Put(ObjectKey key, int version, DateTimeOffset now) =>
        Objects[key] = new(key, 1 + (version % 3), now, version.ToString("x32", System.Globalization.CultureInfo.InvariantCulture));

    public async IAsyncEnumerable<ListPage> ListAsync(ListRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var from = request.From;
        while (true)
        {
            await Task.CompletedTask;
            var rest = Objects.Values
                .Where(entry => entry.Key.StartsWith(request.Prefix) && (from is not { } after || entry.Key > new ObjectKey(after.Value.Span)))
                .ToList();
            var page = rest.Take(pageSize).ToList();
            from = rest.Count > page.Count ? ListPosition.After(page[^1].Key) : null;
            yield return new(page, from);
            if (from is null)
            {
                yield break;
            }
        }
    }

    public Task<ObjectInfo?> HeadAsync(ObjectKey key, CancellationToken cancellationToken) => throw new NotSupportedException("a plan asks no HEAD");

    public Task<ObjectBody> OpenAsync(ReadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException("a plan reads nothing");
}
