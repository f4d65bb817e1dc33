namespace OssTransfer.Jobs.Runs;

/// <summary>What an earlier file list of a job left in the database.</summary>
/// <param name="Generation">Which list.</param>
/// <param name="Chunks">Its chunks.</param>
public sealed record PastFileList(int Generation, int Chunks);
