using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Notices;

/// <summary>All that is on its way to people, and the last that was. One for the cluster, durable; <see cref="OutboxRules"/> makes the next one.</summary>
public sealed record OutboxState
{
    private const int Present = 1;

    /// <summary>No notice was ever sent.</summary>
    public static OutboxState Empty { get; } = new();

    /// <summary>Counts changes of the stored form.</summary>
    public int Version { get; init; } = Present;

    /// <summary>Messages that wait or are being sent, in the order in which they came.</summary>
    public ImmutableArray<OutboxMessage> Pending { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>The last ones that ended; the latest is the last.</summary>
    public ImmutableArray<OutboxMessage> Ended { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>When something of a job and a cause was last due.</summary>
    [JsonPropertyName("Told")]
    public ImmutableDictionary<string, NotifiedSubject> Notified
    {
        get;
        init => field = value ?? ImmutableDictionary.Create<string, NotifiedSubject>(StringComparer.Ordinal);
    }
    = ImmutableDictionary.Create<string, NotifiedSubject>(StringComparer.Ordinal);

    /// <summary>When the latest single messages were taken for the first time, by channel.</summary>
    public ImmutableDictionary<NoticeChannel, ImmutableArray<DateTimeOffset>> Singles
    {
        get;
        init => field = value ?? ImmutableDictionary<NoticeChannel, ImmutableArray<DateTimeOffset>>.Empty;
    }
    = ImmutableDictionary<NoticeChannel, ImmutableArray<DateTimeOffset>>.Empty;

    /// <summary>When the last digest was made; null: none was.</summary>
    public DateTimeOffset? LastDigestAt { get; init; }

    /// <summary>When the last daily digest was due; null: the first day has not begun.</summary>
    public DateTimeOffset? LastDayAt { get; init; }

    /// <summary>Mail doesn't work at present; null: nothing says so.</summary>
    [JsonPropertyName("Rest")]
    public ChannelBackOff? BackOff { get; init; }

    /// <summary>Messages that were dropped because too many waited.</summary>
    public long Overflown { get; init; }

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>The stored form: a version, then compressed JSON.</summary>
    public static byte[] Encode(OutboxState state) => Payload.Pack(JsonSerializer.SerializeToUtf8Bytes(state, OutboxJson.Options));

    /// <summary>Reads the stored form; nothing where nothing was stored.</summary>
    /// <exception cref="InvalidDataException">A newer version of the program wrote it, or it is damaged.</exception>
    public static OutboxState Decode(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty)
        {
            return Empty;
        }

        var state = JsonSerializer.Deserialize<OutboxState>(Payload.Unpack(stored), OutboxJson.Options)!;
        return state.Version <= Present
            ? state
            : throw new InvalidDataException($"The outbox was stored by a newer version (form {state.Version}, this one knows {Present}).");
    }
}
