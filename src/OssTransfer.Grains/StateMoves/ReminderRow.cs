namespace OssTransfer.Grains.StateMoves;

/// <summary>A stored reminder.</summary>
internal sealed record ReminderRow(string GrainId, string Name, DateTimeOffset StartTime, long Period, int GrainHash, int Version);
