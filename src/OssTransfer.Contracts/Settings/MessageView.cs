namespace OssTransfer.Contracts.Settings;

/// <summary>A mail, or a message to a job's <c>notify-url</c>.</summary>
public sealed record MessageView
{
    /// <summary>When it was to be sent.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary><c>mail</c> or <c>url</c>.</summary>
    public string Channel { get; init; } = "";

    /// <summary>The job; null: it is of none, or of many.</summary>
    public string? JobId { get; init; }

    /// <summary>What it says, in one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary><c>waiting sending sent given-up dropped</c>.</summary>
    public string State { get; init; } = "";

    /// <summary>When that was, or when it is tried next.</summary>
    public DateTimeOffset? When { get; init; }

    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }

    /// <summary>What the other side said, or what stood in the way; null: nothing yet.</summary>
    public string? Words { get; init; }
}
