using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using OssTransfer.Grains.Directories;
using OssTransfer.Grains.Persistence;
using OssTransfer.Grains.Shards;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Masters;
using OssTransfer.Jobs.Reports;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <inheritdoc cref="IJobGrain"/>
/// <remarks>
/// Reentrant, so that many calls share one write: between two awaits a method decides and changes the state as a whole,
/// and answers only after the change is durable. The decisions are <see cref="RunMachine"/>'s and <see cref="CommandMachine"/>'s.
/// </remarks>
[Reentrant]
[CollectionAgeLimit(Minutes = 30)]
internal sealed class JobGrain : Grain, IJobGrain
{
    private const string SyncReminder = "sync";
    private const string WatchReminder = "watch";
    private const int NotAllowed = (int)ExitCode.NotAllowed;
    private const int MaxProblems = 5;
    private static readonly TimeSpan LookPatience = TimeSpan.FromSeconds(1);

    private readonly GrainsOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<JobGrain> _logger;
    private readonly JobKeeper _keeper;
    private readonly JobLists _lists;
    private readonly JobCompactor _compactor;
    private readonly LeaseTable _leases;
    private readonly RateMeter _rates = new();
    private readonly JobShares _shares;
    private readonly Dictionary<ShardId, int> _problems = [];
    private readonly Dictionary<ShardId, ShardResult> _partial = [];
    private JobSpec? _spec;
    private int _specVersion;
    private TimeSpan _quietUntil;
    private (MasterNeed Need, DateTimeOffset? NextPassAt)? _told;
    private Task? _telling;

    public JobGrain(
        [PersistentState("job", StateStorage.Name)] IPersistentState<JobRow> row,
        GrainsOptions options,
        TimeProvider time,
        ILogger<JobGrain> logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _keeper = new(row, DeactivateOnIdle);
        _lists = new(_keeper, () => GrainFactory);
        _compactor = new(this, _keeper, () => State is null ? Task.CompletedTask : SettleAsync(), time, logger);
        _leases = new(_options.Lease + _options.RenewEvery);
        _shares = new(_options.Lease + _options.RenewEvery, time);
    }

    private string JobId => this.GetPrimaryKeyString();

    private JobState? State => _keeper.State;

    private TimeSpan ProofAge => _options.IsAlone ? TimeSpan.Zero : _keeper.ProofAge;

    private TimeSpan Now => _time.GetElapsedTime(0);

    private IJobDirectoryGrain JobDirectory => GrainFactory.GetGrain<IJobDirectoryGrain>(0);

    /// <summary>The rows of the job's shards.</summary>
    internal JobShards Shards(JobState state) => new(GrainFactory, state.Incarnation);

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _keeper.Load();
        _quietUntil = TimeSpan.MinValue;
        if (!_options.IsAlone && Need() is MasterNeed.Master or MasterNeed.Ending)
        {
            // An earlier activation may still believe that it is the one. After this write the database doesn't take its word any more,
            // and one lease later nothing that it renewed is held. In a locked home there is no other.
            await _keeper.TouchAsync();
            _quietUntil = Now + _options.Lease;
        }

        _compactor.Wake(takesAll: false);
    }

    public async Task<CommandAnswer> AddAsync(NewJob job, string commandId)
    {
        if (await RepeatedAsync(commandId) is { } answered)
        {
            return answered;
        }

        var decision = JobCommandTable.Decide(State?.Status ?? JobStatus.None, JobCommand.Add, false);
        if (decision.Answer != JobCommandAnswer.Accepted)
        {
            return Refuse(decision);
        }

        _keeper.Change(new JobState
        {
            JobId = JobId,
            Incarnation = job.Incarnation,
            Config = job.Config,
            SealedSecrets = job.SealedSecrets,
            OnePass = job.OnePass,
            FileList = job.HasList ? new(1) : null,
            AddedAt = _time.GetUtcNow(),
            AddedOn = job.AddedOn,
        });
        return await AnswerAsync(commandId, 0, $"job {JobId} was added");
    }

    public async Task<CommandAnswer> CommandAsync(string command, string commandId)
    {
        if (await RepeatedAsync(commandId) is { } answered)
        {
            return answered;
        }

        var asked = JobCommandNames.Find(command) ?? throw new ArgumentException($"There is no command '{command}'.", nameof(command));
        if (asked == JobCommand.Continue && State is { NeedsRedo: true })
        {
            return Answer(NotAllowed, $"job {JobId} has another source, destination or prefix since it was edited; 'osstransfer redo' starts it over");
        }

        var decision = JobCommandTable.Decide(State?.Status ?? JobStatus.None, asked, State?.IsClosed ?? false);
        switch (decision.Answer)
        {
            case JobCommandAnswer.Refused:
            case JobCommandAnswer.Wait:
                return Refuse(decision);
            case JobCommandAnswer.Already:
                return Answer(0, $"job {JobId} is {State!.Status.ToText()} already");
            default:
                _leases.Expire(Now);
                _keeper.Change(CommandMachine.Accept(State!, asked, decision.Next, _time.GetUtcNow()));
                return await AnswerAsync(commandId, 0, $"job {JobId}: {command}");
        }
    }

    public async Task<CommandAnswer> EditAsync(NewJob job, string commandId)
    {
        if (await RepeatedAsync(commandId) is { } answered)
        {
            return answered;
        }

        var decision = JobCommandTable.Decide(State?.Status ?? JobStatus.None, JobCommand.Edit, State?.IsClosed ?? false);
        if (decision.Answer != JobCommandAnswer.Accepted)
        {
            return Refuse(decision);
        }

        if (State!.Incarnation != job.Incarnation)
        {
            return Answer(NotAllowed, $"job {JobId} was removed and added again meanwhile; edit it anew");
        }

        _keeper.Change(FileListMachine.Edit(CommandMachine.Edit(State, job.Config, job.SealedSecrets, job.StartsOver), job.HasList));
        return await AnswerAsync(commandId, 0, $"job {JobId} has its new configuration");
    }

    public async Task<CommandAnswer> SetAsync(Dictionary<string, string> settings, string commandId)
    {
        if (await RepeatedAsync(commandId) is { } answered)
        {
            return answered;
        }

        var decision = JobCommandTable.Decide(State?.Status ?? JobStatus.None, JobCommand.Set, State?.IsClosed ?? false);
        if (decision.Answer != JobCommandAnswer.Accepted)
        {
            return Refuse(decision);
        }

        // Silos hear of it with the answers to their next reports.
        _keeper.Change(State! with { Config = JobConfigs.With(State, settings) });
        var limits = string.Join(", ", settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key} {(setting.Value == "0" ? "none" : setting.Value)}"));
        return await AnswerAsync(commandId, 0, $"job {JobId} has new limits: {limits}");
    }

    public async Task ResealAsync(ulong incarnation, byte[] replaced, byte[] seal)
    {
        if (State is { } state && state.Incarnation == incarnation && state.SealedSecrets.AsSpan().SequenceEqual(replaced))
        {
            _keeper.Change(state with { SealedSecrets = seal });
            await _keeper.FlushAsync();
        }
    }

    public Task<ListStep> BeginListAsync(string digest) => _lists.BeginAsync(digest);

    public Task<ListStep> AddChunkAsync(string digest, int number, bool isLast, byte[] chunk) => _lists.AddAsync(digest, number, isLast, chunk);

    public async Task<byte[]?> ReportAsync(DateTimeOffset asOf)
    {
        await LookIntoShardsAsync();
        if (State is not { } state)
        {
            return null;
        }

        var inShards = _partial.Values.Aggregate(ShardResult.Empty, (sum, result) => sum.Add(result));
        var (objects, bytes) = state.Status == JobStatus.Running ? _rates.Rates(Now) : (0, 0);
        return JsonSerializer.SerializeToUtf8Bytes(WithMachines(JobReports.Of(state, inShards, objects, bytes)));
    }

    public Task<JobBrief?> DescribeAsync(int knownConfig) => Task.FromResult(State is null ? null : Brief(0, knownConfig, true));

    public async Task<PullAnswer> PullAsync(PullRequest request)
    {
        if (State is null)
        {
            // Removed, and the directory was not told before a crash.
            await JobDirectory.TellAsync(JobId, (int)MasterNeed.None);
            return new(null, null);
        }

        Refresh();
        await StartAsync();
        await ProveAsync();
        if (State is null)
        {
            return new(null, null);
        }

        if (Now < _quietUntil || RunMachine.Next(State, Policy(), _leases.IsHeld) is not { } next || !MayWork(next, request))
        {
            await SettleAsync();
            return new(null, null);
        }

        var ticket = await TakeAsync(next, request.Holder);
        return ticket is null
            ? new(null, null)
            : new(ticket, Brief(request.KnownIncarnation, request.KnownConfig, next.Shard.Kind != ShardKind.Move || State?.Run?.Parts.ContainsKey(next.Shard.Number) == true))
            {
                ProofAge = ProofAge,
                Share = State is null ? null : _shares.Enrol(request.Holder, State, Now),
            };
    }

    public async Task<bool> RecordListingAsync(ShardTicket ticket, byte[] report)
    {
        var listing = JsonSerializer.Deserialize<ListingReport>(report, JobStateCodec.Json)!;
        if (State is null || !RunMachine.Accepts(State, ticket.Run, listing))
        {
            return false;
        }

        _keeper.Change(RunMachine.RecordListing(State, listing));
        await _keeper.FlushAsync();
        return true;
    }

    public async Task ReturnAsync(ReturnedShard returned)
    {
        if (IsOfAnotherLife(returned.Incarnation))
        {
            return;
        }

        var shard = returned.Ticket.Shard;
        if (returned.IsFinished)
        {
            await FinishAsync(returned);
        }
        else if (shard.Kind == ShardKind.Move && State?.Run is { } run && run.Number == shard.Run && run.Open.ContainsKey(shard.Number))
        {
            // What ended in it counts in reports although nobody holds it any more.
            _partial[shard] = ShardResultCodec.Decode(await ShardGrain(shard).PartialResultAsync(0));
        }

        var wasHeld = _leases.Release(shard, returned.Holder, returned.Ticket.Attempt, Now);
        if (!_leases.Holds(returned.Holder))
        {
            _shares.Leave(returned.Holder);
        }

        if (State is null)
        {
            return;
        }

        if (returned.PartShards > 0)
        {
            _keeper.Change(RunMachine.PlanParts(State, shard, returned.Ticket.Attempt, returned.PartShards));
        }

        if (returned.DestinationClockTicks is { } ticks)
        {
            _keeper.Change(State with { DestinationClock = new(ticks) });
        }

        // A return is repeated where its answer got lost; what went wrong counts once.
        if (wasHeld)
        {
            CountProblem(returned);
        }

        await SettleAsync();
    }

    public async Task<RenewAnswer> RenewAsync(RenewRequest request)
    {
        _rates.Add(Now, request.Objects, request.Bytes);
        if (State is null)
        {
            return new(false, true, []);
        }

        await ProveAsync();
        if (State is null || IsOfAnotherLife(request.Incarnation))
        {
            return new(false, true, []);
        }

        var held = request.Held.Select(ticket => (ticket.Shard, ticket.Attempt)).ToArray();
        var lost = _leases.Renew(request.Holder, held, Now);
        return new(true, State.Status != JobStatus.Running && !State.Status.IsTerminal(), [.. request.Held.Where(ticket => lost.Contains(ticket.Shard) || RunMachine.IsUseless(State, ticket.Shard))])
        {
            ProofAge = ProofAge,
            Share = _shares.Answer(request.Holder, request.Rates, State, Now, mayRaise: Now >= _quietUntil),
        };
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (State is null)
        {
            await ForgetAsync();
            return;
        }

        if (State is { Status: JobStatus.Waiting, NextPassAt: { } next } && _time.GetUtcNow() >= next)
        {
            _keeper.Change(State with { Status = JobStatus.Ready });
        }

        Refresh();
        await SettleAsync();
    }

    /// <summary>What is durable of shards that aren't finished, so that a report shows it; in memory only, for nothing but reports.</summary>
    private async Task LookIntoShardsAsync()
    {
        var held = _leases.Held.Where(shard => shard.Kind == ShardKind.Move).ToArray();
        var results = await Task.WhenAll(held.Select(TryPartialAsync));
        foreach (var (shard, result) in held.Zip(results))
        {
            if (result is not null)
            {
                _partial[shard] = ShardResultCodec.Decode(result);
            }
        }

        foreach (var shard in _partial.Keys.Where(shard => State?.Run is not { } run || run.Number != shard.Run || !run.Open.ContainsKey(shard.Number)))
        {
            _partial.Remove(shard);
        }
    }

    /// <summary>Null where its grain doesn't answer at once: a report shows what was known before rather than waiting for a silo that hangs.</summary>
    private async Task<byte[]?> TryPartialAsync(ShardId shard)
    {
        try
        {
            return await ShardGrain(shard).PartialResultAsync(0).WaitAsync(LookPatience, _time);
        }
        catch (Exception exception) when (exception is TimeoutException or OrleansException)
        {
            return null;
        }
    }

    /// <summary>A ready job starts where the directory gives it a master, which is durable there before anything is here.</summary>
    private async Task StartAsync()
    {
        if (State is { Status: JobStatus.Ready } && await JobDirectory.StartAsync(JobId) && State is { Status: JobStatus.Ready } ready)
        {
            _keeper.Change(RunMachine.Start(ready, _time.GetUtcNow()));
            Log.RunStarted(_logger, JobId, State.Run!.Number);
        }
    }

    /// <summary>Answers once the database has taken this activation's word a moment ago; one whose place another has taken never gets beyond this.</summary>
    private Task ProveAsync() => _options.IsAlone || _keeper.ProofAge < _options.Lease / 3 ? Task.CompletedTask : _keeper.TouchAsync();

    /// <summary>Frees what silent silos held.</summary>
    private void Refresh()
    {
        if (_leases.Expire(Now))
        {
            Log.LeaseExpired(_logger, JobId);
        }
    }

    /// <summary>Gives a shard to a holder: the attempt is durable before anyone works.</summary>
    private async Task<ShardTicket?> TakeAsync(Assignment next, string holder)
    {
        // Held from here on, so that no other call hands it out while this one waits for the database.
        _leases.Hold(next.Shard, holder, 0, Now);
        try
        {
            var attempt = 1;
            switch (next.Shard.Kind)
            {
                case ShardKind.List:
                    _keeper.Change(RunMachine.TakeList(State!));
                    attempt = State!.Run!.List.Term;
                    await _keeper.FlushAsync();
                    break;
                case ShardKind.Move:
                    // The position that covers the manifest is durable before the manifest is taken.
                    await _keeper.FlushAsync();
                    attempt = await ShardGrain(next.Shard).TakeAsync(next.Digest, holder, DestinationTicks())
                        ?? throw new InvalidDataException($"Shard {next.Shard} of job {JobId} has lost its manifest.");
                    break;
                case ShardKind.Part:
                    await _keeper.FlushAsync();
                    attempt = await TakePartAsync(next, holder);
                    break;
                default:
                    await _keeper.FlushAsync();
                    break;
            }

            _leases.Hold(next.Shard, holder, attempt, Now);
            return ShardTicket.For(next.Shard, attempt, next.Digest);
        }
        catch (InvalidDataException exception)
        {
            Log.ManifestLost(_logger, exception, JobId);
            _leases.Release(next.Shard, holder, 0, Now);
            PauseFor(exception.Message, (int)ExitCode.Incomplete);
            return null;
        }
        catch
        {
            _leases.Release(next.Shard, holder, 0, Now);
            throw;
        }
    }

    /// <summary>A part shard guards the object that its finish shard guards; that it was planned is durable, so nothing is left behind.</summary>
    private async Task<int> TakePartAsync(Assignment next, string holder)
    {
        var finish = await ShardGrain(new(next.Shard.Run, ShardKind.Move, 0, next.Shard.List)).ReadAsync(false);
        await ShardGrain(next.Shard).PutAsync(1, finish.Manifest);
        return await ShardGrain(next.Shard).TakeAsync(next.Digest, holder, DestinationTicks())
            ?? throw new InvalidDataException($"Shard {next.Shard} of job {JobId} has lost its manifest.");
    }

    private async Task FinishAsync(ReturnedShard returned)
    {
        var shard = returned.Ticket.Shard;
        switch (shard.Kind)
        {
            case ShardKind.Move when State?.Run?.Open.ContainsKey(shard.Number) == true:
                // The shard itself says what came of it, not the caller.
                if (await ShardGrain(shard).ResultAsync(returned.Ticket.Digest) is { } result && State is { } afterResult)
                {
                    _keeper.Change(RunMachine.FinishMove(afterResult, shard, ShardResultCodec.Decode(result)));
                }

                break;
            case ShardKind.Part when State is { } state:
                _keeper.Change(RunMachine.FinishPart(state, shard, returned.EndsUpload));
                break;
            case ShardKind.Check when State is { } state && returned.Check is [var objects, var differences, var bytes, var readBack]:
                _keeper.Change(RunMachine.FinishCheck(state, shard, new(objects, differences, bytes, readBack)));
                break;
            case ShardKind.Report when State is { } state:
                _keeper.Change(RunMachine.FinishReport(state, shard, Policy(), _time.GetUtcNow()));
                break;
            case ShardKind.Cleanup when State is { } state:
                _keeper.Change(RunMachine.FinishCleanup(state, shard));
                break;
            default:
                break;
        }
    }

    /// <summary>A shard that fails again and again without a reason of its own pauses the job; so does a reason that no other shard escapes.</summary>
    private void CountProblem(ReturnedShard returned)
    {
        var shard = returned.Ticket.Shard;
        if (returned.IsFinished)
        {
            _problems.Remove(shard);
        }

        if (returned.PauseReason is { } reason)
        {
            PauseFor(reason, returned.PauseCode);
        }
        else if (returned.Problem is { } problem)
        {
            _problems[shard] = _problems.GetValueOrDefault(shard) + 1;
            Log.ShardProblem(_logger, JobId, shard.ToString(), problem);
            if (_problems[shard] >= MaxProblems)
            {
                _problems.Remove(shard);
                GiveUpOn(shard, problem);
            }
        }
    }

    private void GiveUpOn(ShardId shard, string problem)
    {
        if (shard.Kind == ShardKind.Cleanup)
        {
            // Removing must end even where the credentials no longer allow to abort uploads.
            _keeper.Change(RunMachine.FinishCleanup(State!, shard));
        }
        else
        {
            PauseFor($"{problem}; tried {MaxProblems} times", (int)ExitCode.Incomplete);
        }
    }

    private void PauseFor(string reason, int code)
    {
        if (State!.Status == JobStatus.Running)
        {
            _keeper.Change(RunMachine.StopFor(State, AfterStop.Pause, $"{reason.TrimEnd('.')}; mend it, then 'osstransfer edit' if the configuration must change, and 'osstransfer continue'", code));
            Log.Paused(_logger, JobId, reason);
        }
    }

    /// <summary>Goes on as far as the state allows, stores it, and tells directory and reminders what they need to know.</summary>
    private async Task SettleAsync()
    {
        if (State is not { } before)
        {
            return;
        }

        _keeper.Change(RunMachine.Settle(RunMachine.Advance(State!, Policy()), _leases.Any || Now < _quietUntil, _time.GetUtcNow()));
        if (before.Run?.ExitCode is null && State!.Run?.ExitCode is { } code)
        {
            Log.RunEnded(_logger, JobId, State.Run.Number, code);
        }

        if (Need() != MasterNeed.None)
        {
            // Better told for nothing than work of which nobody knows: should this end before the write, the next pull says how it is.
            await TellAsync();
        }

        await _keeper.FlushAsync();
        var isGoing = State is { Status: JobStatus.Removing } && !_leases.Any && Now >= _quietUntil && !RunMachine.NeedsCleanup(State);
        _compactor.Wake(isGoing);
        if (isGoing && _compactor.HasTakenAll)
        {
            await RemoveAsync();
            return;
        }

        await TellAsync();
    }

    private async Task RemoveAsync()
    {
        _keeper.Change(null);
        await _keeper.FlushAsync();
        await ForgetAsync();
        Log.Removed(_logger, JobId);
        DeactivateOnIdle();
    }

    /// <summary>Nothing wakes this job any more. Should this end half-way, the next reminder goes on with it.</summary>
    private async Task ForgetAsync()
    {
        await JobDirectory.ForgetAsync(JobId);
        await DropReminderAsync(SyncReminder);
        await DropReminderAsync(WatchReminder);
        _told = null;
    }

    /// <summary>
    /// Tells the directory and the reminders, one change after the other, and answers when they know the latest news: a call that finds another one
    /// telling waits for it, and tells what is new or what that one could not. What a crash leaves untold is told at the next pull or tick.
    /// </summary>
    private async Task TellAsync()
    {
        while (State is not null && _told != News())
        {
            await (_telling ??= TellOnceAsync());
        }
    }

    private async Task TellOnceAsync()
    {
        // Known as under way before it begins.
        await Task.Yield();
        try
        {
            if (State is not null)
            {
                var news = News();
                await TellAsync(news);
                _told = news;
            }
        }
        finally
        {
            _telling = null;
        }
    }

    private (MasterNeed Need, DateTimeOffset? NextPassAt) News() => (Need(), State!.Status == JobStatus.Waiting ? State.NextPassAt : null);

    private async Task TellAsync((MasterNeed Need, DateTimeOffset? NextPassAt) news)
    {
        await JobDirectory.TellAsync(JobId, (int)news.Need);
        var minute = TimeSpan.FromMinutes(1);
        if (news.Need != MasterNeed.None)
        {
            await this.RegisterOrUpdateReminder(WatchReminder, minute, minute);
        }

        if (news.NextPassAt is { } next)
        {
            var due = next - _time.GetUtcNow();
            var interval = Policy().Interval ?? minute;
            await this.RegisterOrUpdateReminder(SyncReminder, due > TimeSpan.Zero ? due : TimeSpan.Zero, interval < minute ? interval : minute);
        }

        // The next one is registered before the old one is removed, so that no crash leaves the job without any.
        if (news.Need == MasterNeed.None)
        {
            await DropReminderAsync(WatchReminder);
        }

        if (news.NextPassAt is null)
        {
            await DropReminderAsync(SyncReminder);
        }
    }

    private async Task DropReminderAsync(string name)
    {
        if (await this.GetReminder(name) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private MasterNeed Need() => State?.Status switch
    {
        JobStatus.Ready => MasterNeed.Turn,
        JobStatus.Running => MasterNeed.Master,
        JobStatus.Pausing or JobStatus.Stopping or JobStatus.Removing => MasterNeed.Ending,
        _ => MasterNeed.None,
    };

    private IShardGrain ShardGrain(ShardId shard) => GrainFactory.GetGrain<IShardGrain>(shard.ToGrainKey(State!.Incarnation));

    /// <summary>A job of that name was removed and added again; 0 is from a silo that doesn't say which one it means.</summary>
    private bool IsOfAnotherLife(ulong incarnation) => incarnation != 0 && State is { } state && state.Incarnation != incarnation;

    private long DestinationTicks() => (_time.GetUtcNow() + State!.DestinationClock).UtcTicks;

    /// <summary>Who may work on what comes next, where there is something to do and not everybody may.</summary>
    private JobReport WithMachines(JobReport report)
    {
        if (_options.IsAlone || State is not { Status: JobStatus.Ready or JobStatus.Running or JobStatus.Stopping or JobStatus.Removing } || State.Run?.Phase == RunPhase.Report)
        {
            return report;
        }

        var machines = JobMachines.Of(Spec(), State.AddedOn);
        return report with
        {
            SourceMachines = State.Status is JobStatus.Ready or JobStatus.Running ? machines.Source.Shown : null,
            DestinationMachines = machines.Destination.Shown,
        };
    }

    /// <summary>In a locked home there is nobody else, whatever the silo is called today.</summary>
    private bool MayWork(Assignment next, PullRequest request) =>
        _options.IsAlone || JobMachines.Of(Spec(), State!.AddedOn).MayWork(next.Shard.Kind, request.Silo ?? "", request.Address ?? "");

    private RunPolicy Policy() => JobPolicies.Of(Spec());

    private JobSpec Spec()
    {
        if (_spec is null || _specVersion != State!.ConfigVersion)
        {
            (_spec, _specVersion) = (JobConfigs.Spec(State!), State!.ConfigVersion);
        }

        return _spec;
    }

    private JobBrief Brief(ulong knownIncarnation, int knownConfig, bool withState)
    {
        var state = State!;
        var isKnown = knownIncarnation == state.Incarnation && knownConfig == state.ConfigVersion;
        return new(
            state.Incarnation,
            state.ConfigVersion,
            isKnown ? null : state.Config,
            isKnown ? null : state.SealedSecrets,
            withState ? JobStateCodec.Encode(state) : null);
    }

    private async Task<CommandAnswer?> RepeatedAsync(string commandId)
    {
        if (State?.Commands.FirstOrDefault(command => command.Id == commandId) is not { } known)
        {
            return null;
        }

        // The first call may not have come so far.
        await SettleAsync();
        return Answer(known.Code, known.Message);
    }

    private CommandAnswer Refuse(JobCommandDecision decision) => decision.Answer == JobCommandAnswer.Wait
        ? Answer(NotAllowed, $"job {JobId} is {State!.Status.ToText()}; wait until that has ended and try again")
        : Answer(NotAllowed, $"job {JobId} {decision.Refusal}");

    private CommandAnswer Answer(int code, string message) => new(code, message, State?.Status.ToText(), State?.Run?.Number ?? 0);

    private async Task<CommandAnswer> AnswerAsync(string commandId, int code, string message)
    {
        var kept = State!.Commands.Length >= JobState.KeptCommands ? State.Commands.RemoveAt(0) : State.Commands;
        _keeper.Change(State with { Commands = kept.Add(new(commandId, code, message)) });
        await SettleAsync();
        return Answer(code, message);
    }
}
