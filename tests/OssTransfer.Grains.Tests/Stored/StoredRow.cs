namespace OssTransfer.Grains.Tests.Stored;

/// <summary>A row as the database held it.</summary>
internal sealed record StoredRow(string Name, string Key, long N0, long N1, byte[] Payload);
