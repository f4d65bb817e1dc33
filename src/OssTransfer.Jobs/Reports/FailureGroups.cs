using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.Config.Selection;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Reports;

/// <summary>What failed in a run by reason, the most frequent first. It is counted as shards end: nothing is read for it.</summary>
internal static class FailureGroups
{
    public static IReadOnlyList<FailureGroup> Of(JobState state, ShardResult ended, KeyMapping mapping)
    {
        if (state.Run is not { } run)
        {
            return [];
        }

        var counted = ended.Failures.Select(tally => With(
            Group(state, tally.Name, tally.Count), tally, tally.IsWholeKey ? tally.Key : mapping.ToSource(tally.Key)));
        FailureGroup[] others =
        [
            Group(state, FailureReasons.CheckDiffers, run.Check?.Result.Differences ?? 0),
            Group(state, FailureReasons.NotDeleted, run.Deletes?.Result.Failed ?? 0),
            Group(state, FailureReasons.OnlyThere, run.List.Counts.Extras ?? 0),
            Group(state, FailureWords.Uncounted, ended.Flaws - ended.Failures.Sum(tally => tally.Count)),
        ];
        return [.. counted.Concat(others).Where(group => group.Count > 0).OrderByDescending(group => group.Count)];
    }

    private static FailureGroup Group(JobState state, string reason, long count) => new()
    {
        Reason = reason, Title = FailureWords.TitleOf(reason), Count = count, Advice = FailureWords.AdviceOf(reason, state.JobId),
    };

    private static FailureGroup With(FailureGroup group, FailureTally tally, Storage.ObjectKey key) =>
        group with { Key = key.ToString(), KeyBase64 = KeyText.Base64Of(key), Example = tally.Reason };
}
