namespace OssTransfer.Transfer.Listings;

/// <summary>
/// How many pages are worth asking for at once: as many as the consumer works off while one is under way. It starts with one and doubles from page to page,
/// so that a listing that is left soon, or whose consumer is slower, makes no useless requests.
/// </summary>
/// <param name="options">The bounds.</param>
/// <param name="limit">How many the store takes at the moment.</param>
internal sealed class ListPace(ListAheadOptions options, Func<int> limit)
{
    // Two listings that are consumed in turn keep each other waiting: asking for more than seems enough breaks that circle.
    private const double Generosity = 1.5;
    private TimeSpan? _quickest;
    private TimeSpan? _busy;

    /// <summary>Pages that may be asked for at once now.</summary>
    public int Streams { get; private set; } = 1;

    /// <summary>Pages take so long that waiting for them is worth hiding.</summary>
    public bool IsWorthHiding => options.Streams > 1 && _quickest >= options.WorthHiding;

    /// <summary>A page was there after so long.</summary>
    public void Answered(TimeSpan took)
    {
        // The quickest of the latest: what a request takes where it waits neither for others nor for a next try.
        var slower = _quickest * 1.1;
        _quickest = slower is null || took < slower ? took : slower;
    }

    /// <summary>The consumer was busy for so long with a page.</summary>
    public void WorkedOff(TimeSpan took)
    {
        _busy = _busy is { } busy ? busy + ((took - busy) / 4) : took;
        Streams = Math.Min(Wanted(), Streams * 2);
    }

    private int Wanted()
    {
        if (!IsWorthHiding || _busy is not { } busy)
        {
            return 1;
        }

        var most = Math.Max(1, Math.Min(options.Streams, limit()));
        return busy <= TimeSpan.Zero ? most : (int)Math.Min(most, 1 + (Generosity * (_quickest!.Value / busy)));
    }
}
