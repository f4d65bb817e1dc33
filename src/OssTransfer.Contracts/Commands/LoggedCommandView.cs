namespace OssTransfer.Contracts.Commands;

/// <summary>A command in <c>log --json</c>, secrets masked.</summary>
public sealed record LoggedCommandView
{
    /// <summary>When it was answered.</summary>
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
}
