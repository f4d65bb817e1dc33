namespace OssTransfer.Grains.Persistence;

/// <summary>The storage that grains name: <c>[PersistentState("shard-progress", StateStorage.Name)]</c>.</summary>
/// <remarks>
/// The key of a stored row is the state's name and the grain's key, not the grain's class: state names are unique over all grain classes.
/// A write stores the value that <c>State</c> holds at the call. States are immutable records that are replaced, never changed in place.
/// </remarks>
public static class StateStorage
{
    /// <summary>The provider's name.</summary>
    public const string Name = "osstransfer";

    /// <summary>The AdoNet storage itself; no grain names it.</summary>
    internal const string InnerName = "osstransfer-database";
}
