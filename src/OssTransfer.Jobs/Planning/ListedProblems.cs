using OssTransfer.Storage;

namespace OssTransfer.Jobs.Planning;

/// <summary>What another try can do about what a listing showed.</summary>
public static class ListedProblems
{
    /// <summary>
    /// The source can't be asked for it again: a name or a directory that could not be read, a bad line, a row that names no object. Only a new listing looks
    /// at it, or a new list.
    /// </summary>
    public static bool NeedsNewListing(this EntryProblem problem) =>
        problem is EntryProblem.InvalidName or EntryProblem.UnreadableDirectory or EntryProblem.BadLine or EntryProblem.Unusable;
}
