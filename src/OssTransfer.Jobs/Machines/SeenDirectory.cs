namespace OssTransfer.Jobs.Machines;

/// <summary>What a machine sees of a directory.</summary>
/// <param name="Problem">Why it can't be read; null: it can.</param>
/// <param name="Entries">Those that were asked for, or some of them.</param>
public sealed record SeenDirectory(string? Problem, IReadOnlyList<DirectoryEntry> Entries)
{
    // Shared file systems cache times, and some keep whole seconds only.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>What another machine sees otherwise; null: nothing of what both were asked for.</summary>
    public string? DifferenceTo(SeenDirectory other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Problem is { } problem)
        {
            return problem;
        }

        foreach (var entry in Entries)
        {
            var seen = other.Entries.FirstOrDefault(candidate => candidate.Name == entry.Name);
            if (seen is not { IsThere: true })
            {
                return $"'{entry.Name}' isn't there";
            }

            if (seen.Kind != entry.Kind || seen.Bytes != entry.Bytes || TimeSpan.FromTicks(Math.Abs(seen.ModifiedTicks - entry.ModifiedTicks)) > Tolerance)
            {
                return $"'{entry.Name}' is another one";
            }
        }

        return null;
    }
}
