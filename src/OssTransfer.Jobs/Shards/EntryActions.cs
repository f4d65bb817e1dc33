namespace OssTransfer.Jobs.Shards;

/// <summary>What can be said of an action by itself.</summary>
public static class EntryActions
{
    /// <summary>A worker works on the entry, which ends in an outcome.</summary>
    public static bool IsWork(this EntryAction action) => action is EntryAction.Send or EntryAction.Compare;
}
