namespace OssTransfer.Jobs.Machines;

/// <summary>Decides whose <c>machines_ip.cfg</c> holds where several homes have one: the one that was changed last.</summary>
public static class MachineListImports
{
    /// <summary>
    /// A home has this file. Where it had another one before, it was changed, and holds. A home that was never looked at brings its file in only
    /// where nothing was taken in yet, or later than its file was written. The same state where nothing changes.
    /// </summary>
    /// <param name="state">All that is known.</param>
    /// <param name="machine">The home's silo.</param>
    /// <param name="entries">What the file names.</param>
    /// <param name="digest">The file's content; empty: there is none.</param>
    /// <param name="writtenAt">When the file was written, by its machine's clock.</param>
    /// <param name="now">The time of the cluster's clock.</param>
    public static MachinesState Import(
        MachinesState state, string machine, IReadOnlyList<string> entries, string digest, DateTimeOffset writtenAt, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(entries);
        ArgumentNullException.ThrowIfNull(digest);
        var list = state.List;
        var before = list.Seen.GetValueOrDefault(machine);
        if (before == digest || (before is null && digest.Length == 0))
        {
            return state;
        }

        var seen = list.Seen.Where(pair => pair.Key != machine && state.Find(pair.Key) is not null).Append(new(machine, digest)).ToDictionary();
        var holds = before is not null || list.ChangedAt is not { } changed || writtenAt > changed;
        return state with
        {
            List = holds ? new() { Entries = entries, ChangedAt = now, ChangedBy = machine, Seen = seen } : list with { Seen = seen },
        };
    }
}
