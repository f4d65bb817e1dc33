namespace OssTransfer.Jobs.Lifecycle;

/// <summary>How commands are written.</summary>
public static class JobCommandNames
{
    private static readonly (string Name, JobCommand Command)[] BareRows =
    [
        ("rm", JobCommand.Remove),
        ("pause", JobCommand.Pause),
        ("continue", JobCommand.Continue),
        ("redo", JobCommand.Redo),
        ("redo-failed", JobCommand.RedoFailed),
        ("redo-all", JobCommand.RedoAll),
        ("redo-repair", JobCommand.RedoRepair),
        ("sync", JobCommand.Sync),
        ("finish", JobCommand.Finish),
    ];

    private static readonly (string Name, JobCommand Command)[] Rows =
    [
        .. BareRows,
        ("add", JobCommand.Add),
        ("edit", JobCommand.Edit),
        ("set", JobCommand.Set),
        ("deletes-approve", JobCommand.ApproveDeletes),
        ("look", JobCommand.Look),
        ("status", JobCommand.Status),
        ("failures", JobCommand.Failures),
        ("deletes", JobCommand.Deletes),
    ];

    /// <summary>Commands that change a job and say no more than their name.</summary>
    public static IReadOnlyList<string> Bare { get; } = [.. BareRows.Select(row => row.Name)];

    /// <summary>The command of this name; null where there is none.</summary>
    public static JobCommand? Find(string name)
    {
        var row = Array.Find(Rows, candidate => candidate.Name == name);
        return row.Name is null ? null : row.Command;
    }

    /// <summary>What a job does after the command, for people, to follow "job x".</summary>
    public static string ToSentence(this JobCommand command) => command switch
    {
        JobCommand.Remove => "is removed; what it moved stays",
        JobCommand.Pause => "pauses",
        JobCommand.Continue => "goes on",
        JobCommand.Redo => "starts over",
        JobCommand.RedoAll => "starts over and sends everything again",
        JobCommand.RedoFailed => "tries again what failed",
        JobCommand.RedoRepair => "moves what its check found to be missing or different",
        JobCommand.Finish => "is finished for good: no other pass of it starts",
        JobCommand.Sync => "starts its next pass",
        _ => $"has taken '{command.ToText()}'",
    };

    /// <summary>The name of a command.</summary>
    public static string ToText(this JobCommand command) => Array.Find(Rows, row => row.Command == command).Name;
}
