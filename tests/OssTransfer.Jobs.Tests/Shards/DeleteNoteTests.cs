using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Shards;

public sealed class DeleteNoteTests
{
    [Fact]
    public void What_forgets_a_key_stands_and_else_the_later_note_counts()
    {
        IReadOnlyList<DeleteNote> before =
            [new(1, 2, DeleteOutcome.Started), new(3, 2, DeleteOutcome.Deleted), new(5, 2, DeleteOutcome.Failed), new(7, 2, DeleteOutcome.Foreign)];

        var merged = DeleteNote.Merge(
            before, [new(1, 2, DeleteOutcome.Deleted), new(3, 2, DeleteOutcome.Started), new(5, 3, DeleteOutcome.Started), new(7, 3, DeleteOutcome.Returned)]);

        Assert.Equal(
            [new(1, 2, DeleteOutcome.Deleted), new(3, 2, DeleteOutcome.Deleted), new(5, 3, DeleteOutcome.Started), new(7, 2, DeleteOutcome.Foreign)],
            merged);
        Assert.Equal(merged, DeleteNote.FromNumbers(DeleteNote.ToNumbers(merged)));
        Assert.Empty(DeleteNote.FromNumbers(null));
    }
}
