namespace OssTransfer.Grains.Tests.Stored;

/// <summary>The rows of a database, the key of its secrets, and what a user saw of its jobs.</summary>
internal sealed record StoredStates(string SealingKey, List<SeenJob> Seen, List<StoredRow> Rows);
