namespace OssTransfer.Contracts.Jobs;

/// <summary>What the reasons of failures mean, for people.</summary>
public static class FailureWords
{
    /// <summary>The reason of those that were not sorted.</summary>
    public const string Uncounted = "uncounted";

    private static readonly string Again = OssTransfer.Contracts.Advice.Of("redo", "JOB", "--failed");
    private static readonly string[] Sides = ["source", "destination", "local"];

    private static readonly Dictionary<string, (string Title, string? Advice)> Whole = new()
    {
        ["conflict"] = ("newer at the destination, and not written by this job", "compare both sides; sync-overwrite: always replaces what is there"),
        ["needs-restore"] = ("archived at the source", $"restore these objects at the source; then {Again} moves them"),
        ["missing"] = ("missing at the destination", $"{OssTransfer.Contracts.Advice.Of("redo", "JOB", "--repair")} sends what is missing or different"),
        ["different"] = ("different at the destination", $"{OssTransfer.Contracts.Advice.Of("redo", "JOB", "--repair")} sends what is missing or different"),
        ["check-differs"] = ("found different by the check", $"{Again} sends these objects again"),
        ["not-deleted"] = ("vanished at the source and could not be deleted", "the next pass tries to delete them again"),
        ["only-at-destination"] = ("only at the destination", "nothing of it is touched; delete it there if it is not wanted"),
        ["refused"] = ("refused for its key, its size or its line in the list", "each line says what to change"),
        ["broken-link"] = ("a link that leads nowhere", "fix or remove the link, or leave it out with src-links: skip"),
        ["invalid-name"] = ("a name that is not valid UTF-8", "set src-name-encoding to the encoding that names are in, then redo"),
        ["unreadable-directory"] = ("a directory that may not be read", "give the user that runs osstransfer the right to read it"),
        ["unusable-entry"] = ("listed by the store in a way that can't be used", null),
        ["bad-line"] = ("a line of the list that names no object", "correct the list and send it again"),
        ["listed-but-missing"] = ("named by the list, and not at the source", "correct the list and send it again"),
        ["listed-but-unreadable"] = ("named by the list, and not readable at the source", "correct the list, or the rights at the source"),
        [Uncounted] = ("counted by an older version, which noted no reasons", null),
    };

    private static readonly Dictionary<string, (string Title, string? Advice)> OfSide = new()
    {
        ["other"] = ("another error", $"each line says what was answered; {Again} tries them again"),
        ["not-found"] = ("not found", "what was deleted meanwhile stays away; the next pass looks again"),
        ["source-changed"] = ("changed while it was read", $"{Again} takes them as they are then"),
        ["throttled"] = ("asks for fewer requests", $"lower max-requests or max-bandwidth, then {Again} tries them again"),
        ["transient"] = ("network, timeout or an error of the store", $"{Again} tries them again"),
        ["credentials"] = ("key, secret or signature is refused", $"correct the keys with {OssTransfer.Contracts.Advice.Of("edit", "JOB")}"),
        ["bucket"] = ("no such bucket here", $"correct bucket or endpoint with {OssTransfer.Contracts.Advice.Of("edit", "JOB")}"),
        ["clock"] = ("the clocks differ too much", "set this machine's clock"),
        ["quota"] = ("account unpaid or over its quota", $"raise the quota, then {Again} tries them again"),
        ["no-space"] = ("no space left", $"make room, then {Again} tries them again"),
        ["needs-restore"] = ("archived", $"restore these objects; then {Again} moves them"),
        ["invalid-key"] = ("can't hold this key", "rename these objects at the source, or move them to another kind of store"),
        ["too-large"] = ("can't hold this much, or this metadata", "des-metadata: drop leaves out metadata that the store refuses; each line says which it is"),
        ["upload-gone"] = ("the upload was aborted by others", $"see whether a rule of the bucket aborts uploads; {Again} tries them again"),
        ["invalid-part"] = ("a part of the upload is not as it was sent", $"{Again} tries them again"),
        ["damaged"] = ("the content arrived damaged", $"look at the network between both sides; {Again} tries them again"),
        ["listing-broken"] = ("the listing contradicts itself", null),
        ["unsupported"] = ("the store does not offer this", null),
        ["denied"] = ("access denied", $"give the account the right to these objects, then {Again} tries them again"),
        ["lease-lost"] = ("the machine lost its hold on the work", $"{Again} tries them again"),
        ["unreachable"] = ("can't be reached", $"look at the network and the endpoint, then {Again} tries them again"),
        ["listing-stalled"] = ("the listing goes on and gives nothing", null),
        ["no-memory"] = ("no memory left", $"give the machine more memory or fewer workers, then {Again} tries them again"),
    };

    /// <summary>Every title and every advice.</summary>
    public static IEnumerable<string> All => Whole.Values.Concat(OfSide.Values).SelectMany(words => new[] { words.Title, words.Advice }).OfType<string>();

    /// <summary>The reason in a few words; a reason that a newer version knows is shown by its name.</summary>
    public static string TitleOf(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Find(reason) is var (side, words) ? side is null or "local" ? words.Title : $"{side}: {words.Title}" : reason;
    }

    /// <summary>What helps; null where unknown.</summary>
    public static string? AdviceOf(string reason, string jobId)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Find(reason) is (_, { Advice: { } advice }) ? OssTransfer.Contracts.Advice.About(jobId, advice) : null;
    }

    private static (string? Side, (string Title, string? Advice) Words)? Find(string reason)
    {
        if (Whole.TryGetValue(reason, out var words))
        {
            return (null, words);
        }

        var side = Array.Find(Sides, name => reason.StartsWith(name + "-", StringComparison.Ordinal));
        return side is not null && OfSide.TryGetValue(reason[(side.Length + 1)..], out words) ? (side, words) : null;
    }
}
