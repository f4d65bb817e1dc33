using System.Text.Json.Serialization;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Jobs.CommandLog;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Settings;

namespace OssTransfer.Jobs;

/// <summary>
/// States and messages whose JSON is read and written by code that is generated at build time. A member that is missing is initialized with null or 0,
/// whatever its initializer says, so that what can't be null turns null into its own default; and what takes unknown members is set, not initialized.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ClusterSettings))]
[JsonSerializable(typeof(CommandRing))]
[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(IReadOnlyList<int>))]
[JsonSerializable(typeof(IReadOnlyList<LoggedCommand>))]
[JsonSerializable(typeof(JobSnapshot))]
[JsonSerializable(typeof(JobState))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(ListingReport))]
[JsonSerializable(typeof(LoggedCommand))]
[JsonSerializable(typeof(LoggedCommand[]))]
[JsonSerializable(typeof(MachineReport))]
[JsonSerializable(typeof(MachinesState))]
[JsonSerializable(typeof(Notice))]
[JsonSerializable(typeof(OutboxMessage))]
[JsonSerializable(typeof(OutboxState))]
[JsonSerializable(typeof(SendResult))]
[JsonSerializable(typeof(SettingsChange))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(TakeRequest))]
[JsonSerializable(typeof(ulong[]))]
internal sealed partial class JobsJson : JsonSerializerContext;
