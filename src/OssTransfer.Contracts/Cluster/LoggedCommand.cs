namespace OssTransfer.Contracts.Cluster;

/// <summary>A command that was given, secrets masked: as it is stored, and in <c>log --json</c>.</summary>
public sealed record LoggedCommand
{
    /// <summary>When it was answered, by the clock of <see cref="Machine"/>.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>User and host.</summary>
    public required string Who { get; init; }

    /// <summary>The address it came from.</summary>
    public required string From { get; init; }

    /// <summary>The silo that answered it.</summary>
    public required string Machine { get; init; }

    /// <summary>Its name.</summary>
    public required string Command { get; init; }

    /// <summary>The job; null: none.</summary>
    public string? JobId { get; init; }

    /// <summary>The exit code.</summary>
    public ExitCode Code { get; init; }

    /// <summary>What it came to.</summary>
    public required string Message { get; init; }

    /// <summary>The caller's id of it; a command that is sent again has the same. Null: a silo of an older version shows it.</summary>
    public string? Id { get; init; }
}
