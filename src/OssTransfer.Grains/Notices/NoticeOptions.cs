namespace OssTransfer.Grains.Notices;

/// <summary>How notices are written on this machine.</summary>
public sealed record NoticeOptions
{
    /// <summary>Writes the commands of a text as they work here.</summary>
    public required Func<string, string> Advise { get; init; }

    /// <summary>
    /// Before this silo stops it sends what is due, as that of a <c>run</c> does, after which no other may start soon. Otherwise the next silo sends it.
    /// Default false.
    /// </summary>
    public bool SendsBeforeStop { get; init; }

    /// <summary>The zone of the times in them. Default: the machine's.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Local;
}
