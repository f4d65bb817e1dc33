using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Jobs.Notices;

/// <summary>A notice on its way over one channel.</summary>
public sealed record OutboxMessage
{
    /// <summary>The notice's id and the channel.</summary>
    public required string Id { get; init; }

    /// <summary>How it goes.</summary>
    public required NoticeChannel Channel { get; init; }

    /// <summary>What it says.</summary>
    public required Notice Notice { get; init; }

    /// <summary>Earlier ones of the same job and cause that it stands for, too.</summary>
    public int Merged { get; init; }

    /// <summary>When it came into the outbox.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it is sent, or tried again.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>How often it was taken to be sent.</summary>
    public int Attempts { get; init; }

    /// <summary>The process that is sending it; null: none is.</summary>
    public string? TakenBy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>What went wrong last, in the other side's words; null: nothing did.</summary>
    public string? Error { get; init; }

    /// <summary>What became of it.</summary>
    public OutboxEnd End { get; init; }

    /// <summary>When that was.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>What counts once an hour.</summary>
    [JsonIgnore]
    public string Subject => $"{Channel}-{Notice.Subject}";
}
