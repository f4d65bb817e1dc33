namespace OssTransfer.Storage.Cloud.Listing;

/// <summary>
/// Notices a listing that comes back to where it was, although its keys don't show it. It remembers one position, and a later one each time twice as many have
/// passed: a circle of any length closes sooner or later, and memory stays flat.
/// </summary>
internal sealed class CircleWatch
{
    private ListCursor? _remembered;
    private long _until = 1;
    private long _passed;

    /// <summary>Whether the listing was at this position before.</summary>
    public bool Closes(ListCursor position)
    {
        if (_remembered is { } seen && seen.IsKey == position.IsKey && seen.Value.Span.SequenceEqual(position.Value.Span))
        {
            return true;
        }

        if (++_passed == _until)
        {
            (_remembered, _until, _passed) = (position, _until * 2, 0);
        }

        return false;
    }
}
