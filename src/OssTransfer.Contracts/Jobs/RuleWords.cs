using System.Collections.Frozen;

namespace OssTransfer.Contracts.Jobs;

/// <summary>What decided about a key (<see cref="PassExplanation.Rule"/>), in words.</summary>
public static class RuleWords
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>
    {
        ["no-entry"] = "the source did not list it, or a filter of size or time left it out",
        ["left-out"] = "src-include and src-exclude leave it out",
        ["not-reached"] = "the listing has not reached it yet",
        ["not-listed"] = "it is remembered from before, but the source did not list it, or a filter left it out",
        ["refused"] = "it can't be moved",
        ["unchanged"] = "both sides are as recorded",
        ["equal"] = "what both sides listed, with what is recorded, shows that it is equal",
        ["nothing-there"] = "the destination did not have it",
        ["size-differs"] = "the sizes differ",
        ["marked-different"] = "a check had found the destination to differ",
        ["even-if-equal"] = "it was to be sent even if equal (redo --all, or sync-compare: always)",
        ["source-changed"] = "the source is not as recorded",
        ["destination-changed"] = "the destination is not as recorded",
        ["not-proven"] = "the last write was never proven",
        ["not-comparable"] = "what both sides listed can't be compared: there is no record and no common kind of digest",
        ["not-overwritten"] = "what the destination holds is not this job's, and may not be replaced (sync-overwrite)",
        ["found-equal"] = "it was looked at object by object, and is equal",
        ["compared"] = "both sides were compared",
        ["only-there"] = "only the destination has it",
    }.ToFrozenDictionary();

    /// <summary>The words; of a rule that only a later version has, its name.</summary>
    public static string Of(string rule) => Words.GetValueOrDefault(rule, rule);
}
