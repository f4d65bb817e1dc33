using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains.CommandLog;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Outbox;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Timing;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Reports;

namespace OssTransfer.Grains.Jobs;

/// <inheritdoc cref="IJobGrain"/>
/// <remarks>Reentrant, so that many calls share one write. What it does is that of <see cref="JobControl"/>, which puts a job's parts together.</remarks>
[Reentrant]
[CollectionAgeLimit(Minutes = 30)]
internal sealed class JobGrain : Grain, IJobGrain
{
    private static readonly TimeSpan OutboxTimeout = TimeSpan.FromSeconds(3);
    private readonly JobControl _job;

    public JobGrain(
        [PersistentState("job", StateStorage.Name)] IPersistentState<JobRow> row,
        ICommandHistory history,
        SiloLives lives,
        GrainsOptions options,
        TimeProvider time,
        BootClock bootTime,
        ILogger<JobGrain> logger)
    {
        var environment = new JobEnvironment
        {
            JobId = this.GetPrimaryKeyString(),
            Row = row,
            Shards = incarnation => new JobShards(GrainFactory, incarnation),
            Registry = new JobRegistry(GrainFactory, this.GetPrimaryKeyString()),
            Reminders = new JobReminders(this),
            LivingSilos = () => lives.Living,
            LogCommand = command => history.AppendAsync(command, CancellationToken.None),
            SendNotice = notice => GrainFactory.GetGrain<IOutboxGrain>(0).AddAsync(Notice.Encode(notice)).WaitAsync(OutboxTimeout, time),
            StartTimer = (step, pause) => this.RegisterGrainTimer(step, new() { DueTime = pause, Period = pause, Interleave = true, KeepAlive = true }),
            Deactivate = DeactivateOnIdle,
            Time = time,
            BootTime = bootTime,
            Options = options,
            Logger = logger,
        };
        _job = new(environment);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _job.ActivateAsync();

    public Task<CommandAnswer> AddAsync(NewJob job, string commandId) => _job.Commands.AddAsync(job, commandId);

    public Task<CommandAnswer> CommandAsync(string command, string commandId) => _job.Commands.CommandAsync(command, commandId);

    public Task<CommandAnswer> EditAsync(NewJob job, string commandId) => _job.Commands.EditAsync(job, commandId);

    public Task<CommandAnswer> SetAsync(Dictionary<string, string> settings, string commandId) => _job.Commands.SetAsync(settings, commandId);

    public Task<CommandAnswer> ApproveDeletesAsync(long count, string commandId) => _job.Commands.ApproveDeletesAsync(count, commandId);

    public Task ResealAsync(ulong incarnation, byte[] replaced, byte[] seal) => _job.Commands.ResealAsync(incarnation, replaced, seal);

    public Task<FileListProgress> BeginListAsync(string digest) => _job.FileList.BeginAsync(digest);

    public Task<FileListProgress> AddChunkAsync(string digest, int number, bool isLast, byte[] chunk) => _job.FileList.AddAsync(digest, number, isLast, chunk);

    public async Task<byte[]?> ShowAsync(DateTimeOffset asOf) =>
        await _job.StatusView.ShowAsync() is { } snapshot ? JobSnapshotCodec.Encode(snapshot) : null;

    public Task SettleAsync() => _job.SettleAsync();

    public Task<JobBrief?> DescribeAsync(CancellationToken cancellationToken) => Task.FromResult(_job.Master.Describe());

    public Task RegisterAsync() => _job.RegisterAsync();

    public Task<PullAnswer> PullAsync(PullRequest request) => _job.Master.PullAsync(request);

    public Task<bool> RecordListingAsync(ShardTicket ticket, byte[] report) => _job.Master.RecordListingAsync(ticket, report);

    public Task ReturnAsync(ReturnedShard returned) => _job.Master.ReturnAsync(returned);

    public Task<RenewAnswer> RenewAsync(RenewRequest request) => _job.Master.RenewAsync(request);

    public Task ReceiveReminder(string reminderName, TickStatus status) => _job.Master.TickAsync();
}
