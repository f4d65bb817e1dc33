using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>
/// Looks ascending keys up in the destination's listing, page by page. Where hardly a key of a page was wanted, the listing starts again just before the key
/// that is, so that stretches that only the destination has cost next to nothing; else it goes on, so that it can be read ahead. A destination whose listing
/// turns out not to be in byte order, or contradicts itself otherwise, is asked for each object from there on: its listing can't be merged with anything, but
/// single objects can be asked for.
/// </summary>
/// <param name="reader">The destination.</param>
/// <param name="mapping">From the keys to those at the destination.</param>
/// <param name="asks">It is asked for each object from the beginning: there are few.</param>
public sealed class DestinationCursor(IObjectReader reader, KeyMapping mapping, bool asks = false) : IAsyncDisposable
{
    // With so many keys of a page wanted, the next one is taken to be wanted, too.
    private const int ManyWanted = 2;
    private IAsyncEnumerator<ListPage>? _listing;
    private IReadOnlyList<ObjectEntry> _page = [];
    private int _index;
    private ListCursor? _next;
    private bool _started;
    private int _wanted;
    private bool _asks = asks;

    /// <summary>The whole listing, where it was seen already: nothing is asked for.</summary>
    public IReadOnlyList<ObjectEntry>? Whole
    {
        init => (_page, _started) = value is null ? (_page, _started) : (value, true);
    }

    /// <summary>A key behind all that will be looked up, or the last of them; null: unknown.</summary>
    public ObjectKey? Until { get; init; }

    /// <summary>What the destination holds under the key; null: nothing. Keys must come in ascending order.</summary>
    public async ValueTask<DestinationObject?> FindAsync(ObjectKey relativeKey, CancellationToken cancellationToken)
    {
        var key = mapping.ToDestination(relativeKey);
        while (!_asks)
        {
            while (_index < _page.Count && _page[_index].Key < key)
            {
                _index++;
            }

            if (_index < _page.Count)
            {
                _wanted++;
                var entry = _page[_index];
                return entry.Key == key ? new(entry.Size, entry.LastModified, entry.ETag) : null;
            }

            if (_started && _next is null)
            {
                return null;
            }

            try
            {
                await TurnPageAsync(key, cancellationToken);
            }
            catch (StorageException exception) when (exception.Kind == StorageErrorKind.ListingBroken)
            {
                _asks = true;
                await DisposeAsync();
            }
        }

        return await reader.HeadAsync(key, cancellationToken) is { } info ? DestinationObject.Of(info) : null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        var listing = _listing;
        _listing = null;
        if (listing is not null)
        {
            await listing.DisposeAsync();
        }
    }

    private async ValueTask TurnPageAsync(ObjectKey wanted, CancellationToken cancellationToken)
    {
        if (_listing is null || _wanted < ManyWanted)
        {
            await DisposeAsync();
            var request = new ListRequest(mapping.DestinationPrefix)
            {
                From = Start(wanted),
                NeededUntil = Until is { } until ? mapping.ToDestination(until) : null,
            };
            _listing = reader.ListAsync(request, cancellationToken).GetAsyncEnumerator(cancellationToken);
        }

        (_page, _index, _next, _started, _wanted) = ([], 0, null, true, 0);
        while (await _listing.MoveNextAsync())
        {
            (_page, _next) = (_listing.Current.Entries, _listing.Current.Next);
            if (_page.Count > 0 || _next is null)
            {
                return;
            }
        }
    }

    /// <summary>The later of where the last page ended and a key just before the wanted one: the wanted key without its last character.</summary>
    private ListCursor? Start(ObjectKey wanted)
    {
        var cut = wanted.Length - 1;
        while (cut > 0 && (wanted.Bytes[cut] & 0xC0) == 0x80)
        {
            cut--;
        }

        if (cut <= mapping.DestinationPrefix.Length)
        {
            return _next;
        }

        var before = new ObjectKey(wanted.Bytes[..cut]);
        return _next is { IsKey: true } next && next.Value.Span.SequenceCompareTo(before.Bytes) >= 0 ? next : ListCursor.After(before);
    }
}
