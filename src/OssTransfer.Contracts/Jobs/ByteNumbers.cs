using System.Text.Json.Serialization;

namespace OssTransfer.Contracts.Jobs;

/// <summary>Bytes of a run.</summary>
public sealed record ByteNumbers
{
    /// <summary>Of all listed objects whose size is known.</summary>
    public long Listed { get; init; }

    /// <summary>Of the transferred objects, each once.</summary>
    public long Transferred { get; init; }

    /// <summary>That went out, repeats and all attempts included, whatever became of them (see <see cref="JobView.SentAtLeast"/>).</summary>
    public long Sent { get; init; }

    /// <summary>Of objects that the destination's service copied by itself.</summary>
    public long CopiedInside { get; init; }

    /// <summary>Moved of objects that haven't ended: half when it is read, half when it is written. Null: unknown.</summary>
    public long? InFlight { get; init; }

    /// <summary>Both.</summary>
    [JsonIgnore]
    public long Moved => Transferred + (InFlight ?? 0);
}
