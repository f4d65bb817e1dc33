namespace OssTransfer.Jobs.Shards;

/// <summary>What is noted of a key that vanished at the source, besides the manifest that remembers it.</summary>
/// <param name="Index">Its entry in the manifest.</param>
/// <param name="Run">The run that decided.</param>
/// <param name="Outcome">What it decided.</param>
public readonly record struct DeleteNote(int Index, int Run, DeleteOutcome Outcome)
{
    private const int Numbers = 3;

    /// <summary>Nothing is remembered of the key any more.</summary>
    public bool Forgets => Outcome is DeleteOutcome.Deleted or DeleteOutcome.Absent or DeleteOutcome.Foreign;

    /// <summary>Both together, by index: what forgets a key stands, otherwise what comes later counts.</summary>
    public static IReadOnlyList<DeleteNote> Merge(IReadOnlyList<DeleteNote> before, IReadOnlyList<DeleteNote> added)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(added);
        var notes = before.ToDictionary(note => note.Index);
        foreach (var note in added.Where(note => !notes.GetValueOrDefault(note.Index).Forgets))
        {
            notes[note.Index] = note;
        }

        return [.. notes.Values.OrderBy(note => note.Index)];
    }

    /// <summary>As they are stored.</summary>
    public static int[] ToNumbers(IEnumerable<DeleteNote> notes) => [.. notes.SelectMany(note => new[] { note.Index, note.Run, (int)note.Outcome })];

    /// <summary>Back from <see cref="ToNumbers"/>; null: none were noted.</summary>
    public static IReadOnlyList<DeleteNote> FromNumbers(int[]? numbers) =>
        [.. (numbers ?? []).Chunk(Numbers).Select(note => new DeleteNote(note[0], note[1], (DeleteOutcome)note[2]))];
}
