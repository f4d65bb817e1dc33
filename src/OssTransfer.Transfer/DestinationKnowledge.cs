using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Transfer;

/// <summary>What is known of one object at the destination: from a listing, which may lag behind, or from the store's own answer.</summary>
internal sealed class DestinationKnowledge(IObjectReader destination, TransferItem item, TimeProvider time)
{
    private DateTimeOffset _seenAt = item.SeenAt ?? time.GetUtcNow();
    private bool _isMissed = item.IsMissed;

    /// <summary>The object; null: nothing is there.</summary>
    public DestinationObject? Present { get; private set; } = item.Destination;

    /// <summary>The store itself was asked.</summary>
    public bool WasAsked { get; private set; }

    /// <summary>Asks where what was seen long ago may be another object by now, and where a listing is known to have missed what is there.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (_isMissed || ObjectRules.IsStale(_seenAt, time))
        {
            await AskAsync(cancellationToken);
            _seenAt = time.GetUtcNow();
            _isMissed = false;
        }
    }

    /// <summary>Asks the store.</summary>
    public async Task AskAsync(CancellationToken cancellationToken)
    {
        WasAsked = true;
        Present = ObjectRules.Seen(await destination.HeadAsync(item.DestinationKey, cancellationToken));
    }

    /// <summary>A read found that nothing is there any more.</summary>
    public void NoteMissing() => Present = null;
}
