using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Jobs.Machines;

/// <summary>What the cluster remembers of a machine. Times are of one clock, that of the silo which keeps the records.</summary>
public sealed record MachineRecord
{
    /// <summary>The silo's process: its address and when it started, as Orleans writes them.</summary>
    [JsonPropertyName("Silo")]
    public required string Process { get; init; }

    /// <summary>Its last report.</summary>
    public required MachineReport Report { get; init; }

    /// <summary>When it last gave a sign of life.</summary>
    public DateTimeOffset LastSeen { get; init; }

    /// <summary>When it left or was found dead; null: it is there.</summary>
    public DateTimeOffset? LeftAt { get; init; }

    /// <summary>It said that it leaves.</summary>
    public bool LeftInOrder { get; init; }

    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }

    /// <summary>The silo's name.</summary>
    public string Name => Report.Name;
}
