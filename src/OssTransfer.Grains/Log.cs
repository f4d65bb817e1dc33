using Microsoft.Extensions.Logging;

namespace OssTransfer.Grains;

/// <summary>What the grains and their workers log.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Information, "Job {JobId}: run {Run} started")]
    public static partial void RunStarted(ILogger logger, string jobId, int run);

    [LoggerMessage(4001, LogLevel.Information, "Job {JobId}: run {Run} ended with code {Code}")]
    public static partial void RunEnded(ILogger logger, string jobId, int run, int code);

    [LoggerMessage(4002, LogLevel.Warning, "Job {JobId} pauses: {Reason}")]
    public static partial void Paused(ILogger logger, string jobId, string reason);

    [LoggerMessage(4003, LogLevel.Information, "Job {JobId} was removed")]
    public static partial void Removed(ILogger logger, string jobId);

    [LoggerMessage(4004, LogLevel.Warning, "Job {JobId}: a silo was silent for a lease, its shards are free")]
    public static partial void LeaseExpired(ILogger logger, string jobId);

    [LoggerMessage(4005, LogLevel.Error, "Job {JobId}: a manifest is lost")]
    public static partial void ManifestLost(ILogger logger, Exception exception, string jobId);

    [LoggerMessage(4006, LogLevel.Warning, "Job {JobId}, shard {Shard}: {Problem}")]
    public static partial void ShardProblem(ILogger logger, string jobId, string shard, string problem);

    [LoggerMessage(4010, LogLevel.Information, "Job {JobId}, shard {Shard}, attempt {Attempt}: taken")]
    public static partial void ShardTaken(ILogger logger, string jobId, string shard, int attempt);

    [LoggerMessage(4011, LogLevel.Information, "Job {JobId}, shard {Shard}, attempt {Attempt}: {End}")]
    public static partial void ShardEnded(ILogger logger, string jobId, string shard, int attempt, string end);

    [LoggerMessage(4012, LogLevel.Error, "Job {JobId}, shard {Shard}: unexpected")]
    public static partial void ShardUnexpected(ILogger logger, Exception exception, string jobId, string shard);

    [LoggerMessage(
        4059,
        LogLevel.Information,
        "Job {JobId}, shard {Shard}: {Deleted} objects that vanished at the source were deleted, "
        + "{Absent} were gone, {Foreign} are not this job's, {Returned} came back, {Failed} failed")]
    public static partial void ObjectsDeleted(
        ILogger logger, string jobId, string shard, long deleted, long absent, long foreign, long returned, long failed);

    [LoggerMessage(4013, LogLevel.Warning, "A worker could not ask for work and tries again: {Problem}")]
    public static partial void PullFailed(ILogger logger, string problem);

    [LoggerMessage(4014, LogLevel.Warning, "Job {JobId}: {Object} failed: {Reason}")]
    public static partial void ObjectFailed(ILogger logger, string jobId, string @object, string reason);

    [LoggerMessage(4015, LogLevel.Warning, "Job {JobId}: the lease could not be renewed: {Problem}")]
    public static partial void RenewFailed(ILogger logger, string jobId, string problem);

    [LoggerMessage(4016, LogLevel.Warning, "Job {JobId}: upload {UploadId} of {Key} could not be aborted: {Problem}")]
    public static partial void AbortFailed(ILogger logger, string jobId, string uploadId, string key, string problem);

    [LoggerMessage(4018, LogLevel.Warning, "Job {JobId}: unfinished uploads may be left behind in {Place}, look there and remove them: {Problem}")]
    public static partial void UploadsLeft(ILogger logger, string jobId, string place, string problem);

    [LoggerMessage(4019, LogLevel.Warning, "Job {JobId}: what it left behind could not be noted in the log of commands: {Problem}")]
    public static partial void NotNoted(ILogger logger, string jobId, string problem);

    [LoggerMessage(4017, LogLevel.Warning, "Job {JobId}: what old runs stored could not be forgotten and is tried again: {Problem}")]
    public static partial void CompactionFailed(ILogger logger, string jobId, string problem);

    [LoggerMessage(4030, LogLevel.Information, "The list of machines is that of {Machine} now, it names {Count}")]
    public static partial void MachineListChanged(ILogger logger, string machine, int count);

    [LoggerMessage(4031, LogLevel.Warning, "{Problem}")]
    public static partial void MachineListWrong(ILogger logger, string problem);

    [LoggerMessage(4032, LogLevel.Warning, "The name {Name} of machines_ip.cfg can't be resolved here: {Problem}")]
    public static partial void NameNotResolved(ILogger logger, string name, string problem);

    [LoggerMessage(4033, LogLevel.Warning, "This silo could not report its state to the cluster: {Problem}")]
    public static partial void NotAnnounced(ILogger logger, string problem);

    [LoggerMessage(4034, LogLevel.Warning, "Signs of life of machines could not be stored: {Problem}")]
    public static partial void MachinesNotStored(ILogger logger, string problem);

    [LoggerMessage(4035, LogLevel.Warning, "The registry of machines doesn't answer, what was heard last is shown: {Problem}")]
    public static partial void MachinesFromMemory(ILogger logger, string problem);

    [LoggerMessage(4040, LogLevel.Warning, "Job {JobId}, shard {Shard}: could not be given back: {Problem}")]
    public static partial void ReturnFailed(ILogger logger, string jobId, string shard, string problem);

    [LoggerMessage(4041, LogLevel.Warning, "This silo could not look after what it has open and tries again: {Problem}")]
    public static partial void MaintenanceFailed(ILogger logger, string problem);

    [LoggerMessage(4042, LogLevel.Warning, "The settings could not be asked for; those of before hold: {Problem}")]
    public static partial void SettingsFailed(ILogger logger, string problem);

    [LoggerMessage(4043, LogLevel.Information, "Settings of version {Version}: {Workers} workers here")]
    public static partial void SettingsApplied(ILogger logger, long version, int workers);

    [LoggerMessage(4044, LogLevel.Warning, "Jobs could not be woken after the start and are asked again: {Problem}")]
    public static partial void NotWoken(ILogger logger, string problem);

    [LoggerMessage(4050, LogLevel.Warning, "{Reason}")]
    public static partial void Leaves(ILogger logger, string reason);

    [LoggerMessage(4051, LogLevel.Debug, "Whether other silos reach the database is not known: {Problem}")]
    public static partial void ReachUnknown(ILogger logger, string problem);

    [LoggerMessage(
        4052,
        LogLevel.Error,
        "The cluster's secrets are sealed with the key {Key}, which this silo does not have: copy the cluster file again from a machine that runs and restart the silo")]
    public static partial void SealingKeyMissing(ILogger logger, string key);

    [LoggerMessage(4053, LogLevel.Warning, "That silo {Silo} has left could not be written down; it is found out later: {Problem}")]
    public static partial void DepartureNotRecorded(ILogger logger, string silo, string problem);

    [LoggerMessage(4055, LogLevel.Warning, "Job {JobId}: a notice could not be put into the outbox and is tried again: {Problem}")]
    public static partial void NoticeNotAdded(ILogger logger, string jobId, string problem);

    [LoggerMessage(4056, LogLevel.Warning, "The outbox could not be reached, and is tried again: {Problem}")]
    public static partial void OutboxFailed(ILogger logger, string problem);

    [LoggerMessage(4057, LogLevel.Information, "Message {Id}: {Result}: {Words}")]
    public static partial void MessageResult(ILogger logger, string id, string result, string words);

    [LoggerMessage(4058, LogLevel.Warning, "Job {JobId}: what failed could not be read for a message, which goes without it: {Problem}")]
    public static partial void FailuresUnreadable(ILogger logger, string jobId, string problem);

    [LoggerMessage(4054, LogLevel.Debug, "Where job {JobId} writes could not be noted; it is read again when needed: {Problem}")]
    public static partial void DestinationNotNoted(ILogger logger, string jobId, string problem);
}
