namespace OssTransfer.Grains.Tests.Stored;

/// <summary>A job as its status showed it.</summary>
internal sealed record SeenJob(string JobId, ulong Incarnation, string State, string Numbers);
