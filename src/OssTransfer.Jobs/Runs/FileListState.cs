using OssTransfer.Storage;

namespace OssTransfer.Jobs.Runs;

/// <summary>The list of objects that a job migrates, as far as it has arrived: sorted chunks, each a row of its own.</summary>
/// <param name="Generation">Counts the lists that the job has had, from 1.</param>
public sealed record FileListState(int Generation)
{
    /// <summary>Names the list's content; null before anything of it came.</summary>
    public string? Digest { get; init; }

    /// <summary>Chunks that are stored: numbers 0 to this, exclusive.</summary>
    public int Chunks { get; init; }

    /// <summary>Lines that they hold.</summary>
    public long Lines { get; init; }

    /// <summary>The last key that is stored; null: none.</summary>
    public ObjectKey? Through { get; init; }

    /// <summary>All of it is here.</summary>
    public bool IsComplete { get; init; }
}
