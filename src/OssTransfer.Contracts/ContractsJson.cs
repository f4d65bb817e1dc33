using System.Text.Json;
using System.Text.Json.Serialization;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Contracts.Preflights;
using OssTransfer.Contracts.Probes;
using OssTransfer.Contracts.Settings;

namespace OssTransfer.Contracts;

/// <summary>
/// How every record here is written as JSON: camelCase names, null members included. Generated at build time, so nothing reflects at run time.
/// </summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(AddJobRequest))]
[JsonSerializable(typeof(ApproveDeletesRequest))]
[JsonSerializable(typeof(BeginFileListRequest))]
[JsonSerializable(typeof(CommandRequest))]
[JsonSerializable(typeof(CommandAnswer))]
[JsonSerializable(typeof(FailureView))]
[JsonSerializable(typeof(JobConfigView))]
[JsonSerializable(typeof(KeyExplanation))]
[JsonSerializable(typeof(JobView))]
[JsonSerializable(typeof(IReadOnlyList<JobView>))]
[JsonSerializable(typeof(FileListProgress))]
[JsonSerializable(typeof(LoggedCommand))]
[JsonSerializable(typeof(IReadOnlyList<LoggedCommand>))]
[JsonSerializable(typeof(MachineView))]
[JsonSerializable(typeof(IReadOnlyList<MachineView>))]
[JsonSerializable(typeof(PreflightView))]
[JsonSerializable(typeof(ProbeView))]
[JsonSerializable(typeof(ReportSummary))]
[JsonSerializable(typeof(RunningSilo))]
[JsonSerializable(typeof(ShardMapView))]
[JsonSerializable(typeof(SiloWithoutApi))]
[JsonSerializable(typeof(SetRequest))]
[JsonSerializable(typeof(SetAnswer))]
[JsonSerializable(typeof(SettingsView))]
[JsonSerializable(typeof(MailView))]
[JsonSerializable(typeof(SetJobRequest))]
public sealed partial class ContractsJson : JsonSerializerContext;
