using OssTransfer.Contracts;
using OssTransfer.Jobs.FileLists;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Runs;

/// <summary>How a job's list arrives, chunk by chunk; pure. Whatever is repeated changes nothing.</summary>
public static class FileListTransitions
{
    /// <summary>Why a list of this content can't be taken now, for people; null: it can.</summary>
    public static string? Refusal(JobState state, string digest)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state switch
        {
            { FileList: null } => "has no src-file-list in its configuration",
            { FileList.Digest: null } => null,
            { FileList.Digest: { } present } when present == digest => null,
            { Run: { ExitCode: null } } or { Status: JobStatus.Stopping or JobStatus.Removing } =>
                $"works with another list; wait for the end of its pass (or end the job for good: {Advice.Of("finish", state.JobId)}), then send the new one",
            _ => null,
        };
    }

    /// <summary>The job with this list begun, or as it is where that is its list already. Call only where <see cref="Refusal"/> has none.</summary>
    public static JobState Begin(JobState state, string digest)
    {
        ArgumentNullException.ThrowIfNull(state);
        var list = state.FileList!;
        if (list.Digest == digest)
        {
            return state;
        }

        return list.Digest is null
            ? state with { FileList = list with { Digest = digest } }
            : state with { FileList = new(list.Generation + 1) { Digest = digest }, PastLists = state.PastLists.Add(new(list.Generation, list.Chunks)) };
    }

    /// <summary>The job after an edit that gave it a list, or took it away.</summary>
    public static JobState Edit(JobState state, bool hasList)
    {
        ArgumentNullException.ThrowIfNull(state);
        return (state.FileList, hasList) switch
        {
            (null, true) => state with { FileList = new(state.PastLists.Length == 0 ? 1 : state.PastLists.Max(past => past.Generation) + 1) },
            ({ } list, false) => state with { FileList = null, PastLists = state.PastLists.Add(new(list.Generation, list.Chunks)) },
            _ => state,
        };
    }

    /// <summary>Whether this is the chunk that comes next. A chunk that is there already doesn't.</summary>
    public static bool Accepts(JobState state, string digest, int number) =>
        state?.FileList is { IsComplete: false } list && list.Digest == digest && list.Chunks == number;

    /// <summary>Whether the chunk goes on where the list ends.</summary>
    public static bool Continues(JobState state, IReadOnlyList<FileListObject> chunk) =>
        state?.FileList is not { Through: { } through } || chunk.Count == 0 || chunk[0].Key > through;

    /// <summary>
    /// Counts a stored chunk; one without lines, which isn't stored, can only say that it was the last. Call only where <see cref="Accepts"/>.
    /// </summary>
    public static JobState Add(JobState state, int lines, ObjectKey? through, bool isLast)
    {
        ArgumentNullException.ThrowIfNull(state);
        var list = state.FileList!;
        return state with
        {
            FileList = list with
            {
                Chunks = list.Chunks + (lines > 0 ? 1 : 0),
                Lines = list.Lines + lines,
                Through = through ?? list.Through,
                IsComplete = isLast,
            },
        };
    }

    /// <summary>
    /// Whether there is something to list: all of the list, or, while nothing is remembered that it must be merged with, more than was planned.
    /// </summary>
    public static bool HasMore(JobState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state is { FileList: null or { IsComplete: true } }
            || (state.Catalogue.Spans.Length == 0 && state.FileList.Through is { } through
                && (state.Run?.List.Through is not { } planned || through > planned));
    }
}
