using OssTransfer.LoopbackS3;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.S3;
using OssTransfer.Transfer;
using OssTransfer.Transfer.Guard;
using OssTransfer.Transfer.LargeObjects;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Vendors.Tests.Migration;

/// <summary>Moves all that a source lists to an S3 server in this process, with the engine that jobs use.</summary>
public sealed class Migrator : IAsyncDisposable
{
    private const string Bucket = "destination";
    private readonly LoopbackServer _server;
    private readonly GuardedStore _destination;

    private Migrator(LoopbackServer server)
    {
        _server = server;
        var store = S3Stores.Open(new()
        {
            Endpoint = server.Url.GetLeftPart(UriPartial.Authority),
            Bucket = Bucket,
            AccessKey = server.AccessKey,
            SecretKey = new(server.SecretKey),
            Profile = "aws",
        });
        _destination = new(store, new() { Side = TransferSide.Destination });
    }

    /// <summary>What the engine may use; a small memory makes it stream what it would otherwise hold.</summary>
    public EngineOptions Engine { get; init; } = new() { MemoryBytes = 96 << 20 };

    /// <summary>The parts of large objects.</summary>
    public TransferOptions Options { get; init; } = new() { PartBytes = 5 << 20 };

    public LoopbackServer Server => _server;

    public static async Task<Migrator> StartAsync(EngineOptions? engine = null)
    {
        var server = await LoopbackServer.StartAsync(new() { Buckets = [Bucket] }, TestContext.Current.CancellationToken);
        return engine is null ? new(server) : new(server) { Engine = engine };
    }

    /// <summary>Lists and moves everything; the source is disposed.</summary>
    public async Task<Migrated> MoveAsync(IObjectStore source)
    {
        var token = TestContext.Current.CancellationToken;
        await using var guarded = new GuardedStore(source, new() { Side = TransferSide.Source });
        var engine = new TransferEngine(Engine);
        var context = new TransferContext(guarded, _destination, Options);
        var items = new List<TransferItem>();
        await foreach (var page in guarded.Reader.ListAsync(new(default) { PageSize = 300 }, token))
        {
            items.AddRange(
                page.Entries.Select((entry, i) => new TransferItem(items.Count + i, entry.Key, entry.Key, entry.Size, entry.LastModified, entry.ETag, "t")));
        }

        var small = items.Where(item => !TransferEngine.IsLarge(context, item.Size)).ToList();
        var outcomes = (await engine.MoveAsync(context, small, null, token))
            .Zip(small)
            .ToDictionary(pair => pair.Second.SourceKey.ToString(), pair => pair.First);
        foreach (var item in items.Except(small))
        {
            outcomes.Add(item.SourceKey.ToString(), await MoveLargeAsync(engine.Large(context, item), item, token));
        }

        return new(outcomes, _server.Buckets[Bucket]);
    }

    public async ValueTask DisposeAsync()
    {
        await _destination.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<TransferOutcome> MoveLargeAsync(LargeObjectTransfer transfer, TransferItem item, CancellationToken cancellationToken)
    {
        var state = new LargeObjectState { Index = item.Index };
        while (true)
        {
            var next = LargeObjectPlan.Next(state);
            if (next is LargeObjectAction.Finished finished)
            {
                return finished.Outcome;
            }

            var happened = await transfer.ActAsync(state, next, cancellationToken);
            Assert.IsNotType<LargeObjectEvent.Interrupted>(happened);
            state = LargeObjectPlan.Apply(state, happened);
        }
    }
}
