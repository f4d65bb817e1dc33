namespace OssTransfer.Jobs.Runs;

/// <summary>What a run does. Values are stored: never reuse a number.</summary>
public enum RunPhase
{
    /// <summary>Lists the source and moves what was listed. Shown as two phases, list and transfer, which run at once (<c>RunProgress</c>).</summary>
    Transfer = 1,

    /// <summary>Compares the catalogue with the destination.</summary>
    Check = 2,

    /// <summary>Writes the reports.</summary>
    Report = 3,

    /// <summary>It has ended; its numbers stand.</summary>
    Ended = 4,

    /// <summary>Deletes at the destination what vanished at the source; after the transfer and its check.</summary>
    Delete = 5,
}
