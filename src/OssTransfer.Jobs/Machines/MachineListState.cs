namespace OssTransfer.Jobs.Machines;

/// <summary>The cluster's <c>machines_ip.cfg</c>: what was imported last, and what each home had when it was looked at.</summary>
public sealed record MachineListState
{
    /// <summary>Addresses and host names, as written; empty: no restriction.</summary>
    public IReadOnlyList<string> Entries { get; init => field = value ?? []; } = [];

    /// <summary>When they were taken in; null: never.</summary>
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>The machine whose file it was.</summary>
    public string ChangedBy { get; init => field = value ?? ""; } = "";

    /// <summary>By machine: the digest of the file that it had last, whether it was taken in or not.</summary>
    public IReadOnlyDictionary<string, string> Seen
    {
        get;
        init => field = value ?? new Dictionary<string, string>();
    }
    = new Dictionary<string, string>();
}
