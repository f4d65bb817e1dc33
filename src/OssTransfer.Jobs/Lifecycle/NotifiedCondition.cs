using System.Text.Json;
using System.Text.Json.Serialization;

namespace OssTransfer.Jobs.Lifecycle;

/// <summary>The condition of a job that was last handed to the outbox.</summary>
/// <param name="Condition">Which.</param>
/// <param name="Run">The run that it came of.</param>
/// <param name="Config">The state's configuration version then, which every continuation raises: a second pause is reported, too.</param>
public sealed record NotifiedCondition(JobCondition Condition, int Run, int Config)
{
    /// <summary>Members that a newer program has added and this one doesn't know: stored again as they were.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Newer { get; set; }
}
