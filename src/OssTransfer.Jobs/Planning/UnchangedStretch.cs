namespace OssTransfer.Jobs.Planning;

/// <summary>
/// The keys of a remembered stretch for as long as all of them are unchanged: if that holds to its end, it is referred to and not written again.
/// No more wait here than a shard may gather; from the first change on, keys go on to be cut as they come.
/// </summary>
internal sealed class UnchangedStretch(ShardCutter cutter)
{
    private List<PlannedEntry>? _keys = [];

    /// <summary>The keys; null: something has changed, or they were too many.</summary>
    public IReadOnlyList<PlannedEntry>? Keys => _keys;

    public void Add(PlannedEntry planned, bool isUnchanged)
    {
        if (isUnchanged && _keys is { } keys && keys.Count < cutter.MaxKeys)
        {
            keys.Add(planned);
            return;
        }

        GiveUp();
        cutter.Add(planned);
    }

    /// <summary>It can't be referred to.</summary>
    public void GiveUp()
    {
        _keys?.ForEach(cutter.Add);
        _keys = null;
    }
}
