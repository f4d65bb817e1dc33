using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Jobs.Reports;

/// <summary>
/// A report on its way from the silo of the job's master to the one that shows it, which may be of another version: one JSON object of what a user may know
/// and of the rest, with the names that silos of all versions use.
/// </summary>
public static class JobSnapshotCodec
{
    private static readonly JsonSerializerOptions Json = new() { TypeInfoResolver = RecordJson.Types.WithAddedModifier(NameRuns) };

    /// <summary>The report as bytes.</summary>
    public static byte[] Encode(JobSnapshot report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var json = JsonSerializer.SerializeToNode(report.View, Json)!.AsObject();
        json[nameof(report.Incarnation)] = report.Incarnation;
        json[nameof(report.SourceMachines)] = JsonSerializer.SerializeToNode(report.SourceMachines, Json);
        json[nameof(report.DestinationMachines)] = JsonSerializer.SerializeToNode(report.DestinationMachines, Json);
        return JsonSerializer.SerializeToUtf8Bytes<JsonNode>(json, Json);
    }

    /// <summary>Back from <see cref="Encode"/>.</summary>
    public static JobSnapshot Decode(ReadOnlySpan<byte> encoded)
    {
        var view = JsonSerializer.Deserialize<JobView>(encoded, Json) ?? throw new InvalidDataException("A job's report is empty.");
        return JsonSerializer.Deserialize<JobSnapshot>(encoded, Json)! with { View = view };
    }

    private static void NameRuns(JsonTypeInfo type)
    {
        if (type.Type == typeof(RunView))
        {
            type.Properties.Single(property => property.Name == nameof(RunView.Run)).Name = "Number";
        }
    }
}
