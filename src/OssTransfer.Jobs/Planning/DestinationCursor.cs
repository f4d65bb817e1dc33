using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Storage;
using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Jobs.Planning;

/// <summary>
/// Looks ascending keys up in the destination's listing, page by page. Where a page ends before the key, the listing starts again just before it,
/// so stretches that only the destination has cost nothing. A destination whose listing turns out not to be in byte order, or contradicts itself otherwise,
/// is asked for each object from there on: its listing can't be merged with anything, but its objects can be had.
/// </summary>
/// <param name="reader">The destination.</param>
/// <param name="mapping">From the keys to those at the destination.</param>
/// <param name="asks">It is asked for each object from the beginning: there are few.</param>
public sealed class DestinationCursor(IObjectReader reader, KeyMapping mapping, bool asks = false)
{
    private IReadOnlyList<ObjectEntry> _page = [];
    private int _index;
    private ListPosition? _next;
    private bool _started;
    private bool _asks = asks;

    /// <summary>The whole listing, where it was seen already: nothing is asked for.</summary>
    public IReadOnlyList<ObjectEntry>? Whole
    {
        init => (_page, _started) = value is null ? (_page, _started) : (value, true);
    }

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
            }
        }

        return await reader.HeadAsync(key, cancellationToken) is { } info ? DestinationObject.Of(info) : null;
    }

    private async ValueTask TurnPageAsync(ObjectKey wanted, CancellationToken cancellationToken)
    {
        var request = new ListRequest(mapping.DestinationPrefix) { From = Start(wanted) };
        _started = true;
        (_page, _index, _next) = ([], 0, null);
        await foreach (var page in reader.ListAsync(request, cancellationToken))
        {
            (_page, _next) = (page.Entries, page.Next);
            if (_page.Count > 0 || _next is null)
            {
                return;
            }
        }
    }

    /// <summary>The later of where the last page ended and a key just before the wanted one: the wanted key without its last character.</summary>
    private ListPosition? Start(ObjectKey wanted)
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
        return _next is { IsKey: true } next && next.Value.Span.SequenceCompareTo(before.Bytes) >= 0 ? next : ListPosition.After(before);
    }
}
