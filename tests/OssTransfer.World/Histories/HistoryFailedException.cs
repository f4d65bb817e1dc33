namespace OssTransfer.World.Histories;

/// <summary>Something happened that a user would not forgive.</summary>
internal sealed class HistoryFailedException(string message) : Exception(message);
