using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Notices;

/// <summary>What a message is about: facts, which become text when it is sent. It holds no secret. Stored as JSON, members by name.</summary>
public sealed record Notice
{
    /// <summary>The same for the same event, however often it is reported again after a crash.</summary>
    public required string Id { get; init; }

    /// <summary>Why.</summary>
    public required NoticeCause Cause { get; init; }

    /// <summary>When it was found.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The language of its text.</summary>
    public NoticeLanguage Language { get; init; }

    /// <summary>The job; null where it is about none, or about many.</summary>
    public string? JobId { get; init; }

    /// <summary>The job's random number.</summary>
    public ulong Incarnation { get; init; }

    /// <summary>The machine that it is about; null: none.</summary>
    public string? Machine { get; init; }

    /// <summary>The run; null where there is none.</summary>
    public int? Run { get; init; }

    /// <summary>The job's state as users read it.</summary>
    public string? State { get; init; }

    /// <summary>What isn't in order and how to go on, with advised commands; null: nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>The code of the run or of the pause.</summary>
    public ExitCode? Code { get; init; }

    /// <summary>What came of the run so far; null where there is none.</summary>
    public NoticeNumbers? Numbers { get; init; }

    /// <summary>When the run started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended; null: it hasn't.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the next pass starts; null: none will.</summary>
    public DateTimeOffset? NextPassAt { get; init; }

    /// <summary>The job names an address that is notified, too.</summary>
    public bool HasUrl { get; init; }

    /// <summary>The job is that of a <c>run</c>: no silo takes commands for it afterwards.</summary>
    public bool OnePass { get; init; }

    /// <summary>Of a digest: how many notices are in it.</summary>
    public int Count { get; init; }

    /// <summary>Of a digest: the notices in it.</summary>
    public ImmutableArray<Notice> Items { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>What counts once an hour: the same job and the same cause. Every pass is a cause of its own where a job asks for all.</summary>
    [JsonIgnore]
    public string Subject => Cause switch
    {
        NoticeCause.FirstPass or NoticeCause.Errors or NoticeCause.Paused or NoticeCause.Recovered => $"{Incarnation:x16}-{Cause}",
        _ => Id,
    };

    /// <summary>The form in which it travels and is stored.</summary>
    public static byte[] Encode(Notice notice) => JsonSerializer.SerializeToUtf8Bytes(notice, OutboxJson.Options);

    /// <summary>Back from <see cref="Encode"/>.</summary>
    public static Notice Decode(ReadOnlySpan<byte> encoded) => JsonSerializer.Deserialize<Notice>(encoded, OutboxJson.Options)!;
}
