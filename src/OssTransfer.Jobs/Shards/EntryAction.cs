namespace OssTransfer.Jobs.Shards;

/// <summary>What a manifest says of one key. Values are stored: never reuse a number.</summary>
public enum EntryAction
{
    /// <summary>A worker moves it; its outcome is in the shard's progress.</summary>
    Send = 1,

    /// <summary>Found equal while listing: skipped, and its record stands.</summary>
    Keep = 2,

    /// <summary>Not in this run's listing, or excluded from it: only its record is retained.</summary>
    Retain = 3,

    /// <summary>Ended while listing (a broken link, an impossible key, an archived object), with the reason.</summary>
    Refuse = 4,

    /// <summary>A worker compares it and writes nothing; its outcome is in the shard's progress.</summary>
    Compare = 5,

    /// <summary>Only the destination has it: found while comparing, and left as it is.</summary>
    Extra = 6,
}
