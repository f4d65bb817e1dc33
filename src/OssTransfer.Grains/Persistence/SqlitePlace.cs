namespace OssTransfer.Grains.Persistence;

/// <summary>One SQLite file, for one silo.</summary>
/// <param name="Path">The file.</param>
public sealed record SqlitePlace(string Path) : StatePlace;
