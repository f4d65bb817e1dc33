using System.Text.Json;
using OssTransfer.Grains.Jobs.Live;
using OssTransfer.Grains.Jobs.Wire;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Machines;
using OssTransfer.Jobs.Queue;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Grains.Jobs;

/// <summary>
/// Conducts a job's run: hands shards out, hears what silos hold, takes shards back. Between two awaits it decides and changes the state as a whole, and
/// answers only after the change is durable. The decisions are those of <see cref="RunTransitions"/> and <see cref="NextAssignment"/>.
/// </summary>
internal sealed class JobMaster
{
    private readonly JobKeeper _keeper;
    private readonly JobSpecs _specs;
    private readonly JobHolds _holds;
    private readonly JobSettler _settler;
    private readonly ShardProblems _problems;
    private readonly ShardGiver _giver;
    private readonly JobRateLimits _rateLimits;
    private readonly SortedListingKeeper _sorted;
    private readonly IdleSilos _idle;
    private readonly ReportDeadline _reportDeadline = new();
    private readonly JobEnvironment _environment;

    /// <summary>The master of a keeper's job.</summary>
    public JobMaster(JobKeeper keeper, JobSpecs specs, JobHolds holds, JobSettler settler, JobEnvironment environment)
    {
        (_keeper, _specs, _holds, _settler, _environment) = (keeper, specs, holds, settler, environment);
        _problems = new(keeper, specs, environment);
        _giver = new(keeper, holds, _problems, environment);
        _rateLimits = new(specs, environment.Options.Lease + environment.Options.RenewEvery, environment.Time);
        _sorted = new(holds);
        _idle = new(holds, environment);
        Partial = new(keeper, holds, environment);
        Live = new(specs, holds, _rateLimits, Partial);
    }

    /// <summary>What ended in shards that aren't finished.</summary>
    public PartialResults Partial { get; }

    /// <summary>What silos said a moment ago.</summary>
    public JobLive Live { get; }

    private JobState? State => _keeper.State;

    private TimeSpan OwnershipAge => _environment.Options.IsAlone ? TimeSpan.Zero : _keeper.OwnershipAge;

    /// <summary>
    /// An earlier activation may still believe that it is the one. After this the database refuses its writes, and one lease later nothing that
    /// it renewed is held. In a locked home there is no other.
    /// </summary>
    public async Task TakeOverAsync()
    {
        if (!_environment.Options.IsAlone && _settler.MayBeHeld)
        {
            await _keeper.TouchAsync();
            _holds.WaitOutEarlierLeases();
        }
    }

    /// <summary>Hands the next shard to a worker.</summary>
    public async Task<PullAnswer> PullAsync(PullRequest request)
    {
        if (State is null)
        {
            // Removed, but a crash kept that from the registry: tell it now. A new job of this name gets a new activation, which starts after this one
            // has ended.
            _environment.Deactivate();
            await _environment.Registry.NotifyAsync(JobNeed.None, JobStatus.None);
            return new(null, null);
        }

        // 1 Take back what silent silos held.
        ExpireLeases();
        _reportDeadline.Note(State.AddedOn, request.Silo);

        // 2 Begin a run that is due.
        await StartAsync();

        // 3 Make sure that no other activation has the job.
        await ConfirmOwnershipAsync();
        if (State is null)
        {
            return new(null, null);
        }

        // 4 Choose what comes next; where there is nothing for this silo, go as far as the state allows.
        _idle.Begin(State.Run?.Number ?? 0);
        bool IsTaken(ShardId shard) =>
            _holds.Holders.IsHeld(shard) || _problems.IsBackedOff(shard, _holds.Now)
            || (State?.Status == JobStatus.Running && _sorted.IsKeptFrom(request.Holder, shard, _specs.Spec));
        if (_holds.MayBeHeldByEarlier || NextAssignment.Of(State, _specs.Policy, IsTaken) is not { } next || !MayWork(next.Shard.Kind, request)
            || (next.Shard.Kind != ShardKind.List && _idle.AnyWithFewer(request.Holder)))
        {
            if (MayWork(ShardKind.Move, request))
            {
                _idle.Add(request.Holder);
            }

            await _settler.SettleAsync();
            return new(null, null);
        }

        // 5 Give it: the attempt is durable before anyone works on the shard.
        var ticket = await _giver.GiveAsync(next, request);
        _sorted.Note(request.Holder, next.Shard);
        _idle.Remove(request.Holder);
        return ticket is null || State is null ? new(null, null) : new(ticket, Brief(next, request))
        {
            OwnershipAge = OwnershipAge,
            Share = _rateLimits.Enrol(request.Holder, _holds.Now),
        };
    }

    /// <summary>Moves the run's position over what a list shard has stored. False: another attempt has the shard.</summary>
    public async Task<bool> RecordListingAsync(ShardTicket ticket, byte[] report)
    {
        var listing = JsonSerializer.Deserialize<ListingReport>(report, JobStateCodec.Json)!;
        if (State is null || IsOfAnotherIncarnation(listing.Incarnation) || !ListingTransitions.Accepts(State, ticket.Run, listing))
        {
            return false;
        }

        _keeper.Change(ListingTransitions.TimeListing(ListingTransitions.RecordListing(State, listing), _specs.Policy, _environment.Time.GetUtcNow()));
        await _keeper.FlushAsync();
        return true;
    }

    /// <summary>A worker gives a shard back.</summary>
    public async Task ReturnAsync(ReturnedShard returned)
    {
        if (IsOfAnotherIncarnation(returned.Incarnation))
        {
            return;
        }

        // 1 Record what came of it.
        var shard = returned.Ticket.Shard;
        if (returned.IsFinished)
        {
            await FinishAsync(returned);
        }
        else
        {
            await NoteUnfinishedAsync(returned);
        }

        // 2 Free the shard, and what its holder had of the job's limits.
        var wasHeld = _holds.Holders.Release(shard, returned.Holder, returned.Ticket.Attempt, _holds.Now);
        if (!_holds.Holders.Holds(returned.Holder))
        {
            _rateLimits.Leave(returned.Holder);
        }

        if (State is null)
        {
            return;
        }

        // 3 Record what was found on the way.
        if (returned.PartShards > 0)
        {
            _keeper.Change(RunTransitions.PlanParts(State, shard, returned.Ticket.Attempt, returned.PartShards));
        }

        if (returned.DestinationClockTicks is { } ticks)
        {
            _keeper.Change(State with { DestinationClock = new(ticks) });
        }

        // A return is repeated where its answer got lost; what went wrong counts once.
        if (wasHeld)
        {
            _problems.Count(returned, _holds.Now);
        }

        // 4 Go as far as the state allows.
        await _settler.SettleAsync();
    }

    /// <summary>A silo names what it holds; in memory only.</summary>
    public async Task<RenewAnswer> RenewAsync(RenewRequest request)
    {
        // 1 Make sure that no other activation has the job, and that it is the one that the silo means.
        Live.NoteRates(request);
        if (State is not null)
        {
            await ConfirmOwnershipAsync();
        }

        if (State is not { } state || IsOfAnotherIncarnation(request.Incarnation))
        {
            return new(false, true, []);
        }

        // 2 Note how far the silo is.
        Live.Note(request, state);

        // 3 Renew what it holds, and name what it has lost or works on in vain.
        var lost = _holds.Holders.Renew(request.Holder, [.. request.Held.Select(ticket => (ticket.Shard, ticket.Attempt))], _holds.Now);
        var isStopping = state.Status != JobStatus.Running && !state.Status.IsTerminal();
        return new(true, isStopping, [.. request.Held.Where(ticket => lost.Contains(ticket.Shard) || RunTransitions.IsUseless(state, ticket.Shard))])
        {
            OwnershipAge = OwnershipAge,
            Share = _rateLimits.Answer(request.Holder, request.Rates, _holds.Now, mayRaise: !_holds.MayBeHeldByEarlier),
        };
    }

    /// <summary>A reminder's tick: a pass that is due gets ready, what silent silos held is free, and the job goes on.</summary>
    public async Task TickAsync()
    {
        if (State is null)
        {
            await _settler.ForgetAsync();
            return;
        }

        _settler.EndWaitIfDue();
        ExpireLeases();
        await _settler.SettleAsync();
        await _settler.RepeatAsync();
    }

    /// <summary>The job's configuration and what is durable of its run; null where there is none.</summary>
    public JobBrief? Describe()
    {
        if (State is not { } state)
        {
            return null;
        }

        var held = _holds.Holders.All.Where(hold => hold.Shard.Kind == ShardKind.Move && hold.Shard.Run == state.Run?.Number).ToList();
        return Brief(knownIncarnation: 0, knownConfig: 0, withState: true, WorkConfig.Of(State)) with
        {
            Status = (int)state.Status,
            Held = [.. held.Select(hold => hold.Shard.Number)],
            Holders = [.. held.Select(hold => hold.Holder)],
        };
    }

    /// <summary>A ready job starts where the registry says that its turn has come, which is durable there before anything is here.</summary>
    private async Task StartAsync()
    {
        if (State is { Status: JobStatus.Ready } && await _environment.Registry.StartAsync() && State is { Status: JobStatus.Ready } ready)
        {
            _keeper.Change(RunTransitions.Start(ready, _environment.Time.GetUtcNow(), _specs.Policy.Compares));
            _problems.Forget();
            Live.Forget();
            Log.RunStarted(_environment.Logger, _environment.JobId, State.Run!.Number);
        }
    }

    /// <summary>Answers once the database has accepted a write of this activation a moment ago; one that another has replaced fails here.</summary>
    private Task ConfirmOwnershipAsync() => OwnershipAge < _environment.Options.Lease / 3 ? Task.CompletedTask : _keeper.TouchAsync();

    private void ExpireLeases()
    {
        if (_holds.Holders.Expire(_holds.Now))
        {
            Log.LeaseExpired(_environment.Logger, _environment.JobId);
        }
    }

    private async Task FinishAsync(ReturnedShard returned)
    {
        var shard = returned.Ticket.Shard;
        if (shard.Kind == ShardKind.Move && State is { } before && before.Run?.Open.ContainsKey(shard.Number) == true)
        {
            // The shard itself says what came of it, not the caller.
            if (await _environment.Shards(before.Incarnation).ResultAsync(shard, returned.Ticket.Digest) is { } result && State is { } state)
            {
                _keeper.Change(RunTransitions.FinishMove(state, shard, result));
            }
        }
        else if (State is { } state)
        {
            _keeper.Change(shard.Kind switch
            {
                ShardKind.Part => RunTransitions.FinishPart(state, shard, returned.EndsUpload),
                ShardKind.Check when returned.Check is { } found => RunTransitions.FinishCheck(state, shard, found),
                ShardKind.Delete when returned.Deletes is { } deleted => DeleteTransitions.Finish(state, shard, deleted),
                ShardKind.Report => RunTransitions.FinishReport(state, shard, _specs.Policy, _environment.Time.GetUtcNow()),
                ShardKind.Cleanup => RunTransitions.FinishCleanup(state, shard),
                _ => state,
            });
        }
    }

    /// <summary>Notes what an unfinished shard came to; that all its attempt sent is recorded is durable before another one can begin.</summary>
    private async Task NoteUnfinishedAsync(ReturnedShard returned)
    {
        var (shard, ticket) = (returned.Ticket.Shard, returned.Ticket);
        if (State is { } state && returned.HasRecordedSends && shard.Kind is ShardKind.Move or ShardKind.Part)
        {
            await _environment.Shards(state.Incarnation).NoteSendsCompleteAsync(shard, ticket.Digest, ticket.Attempt);
        }

        await Partial.ReadAsync(shard);
    }

    /// <summary>A job of that name was removed and added again; 0 is from a silo that doesn't say which one it means.</summary>
    private bool IsOfAnotherIncarnation(ulong incarnation) => incarnation != 0 && State is { } state && state.Incarnation != incarnation;

    /// <summary>In a locked home there is no other silo, whatever this one is called today.</summary>
    private bool MayWork(ShardKind kind, PullRequest request) =>
        _environment.Options.IsAlone
        || (JobMachines.Of(SpecFor(kind), State!.AddedOn).MayWork(kind, request.Silo ?? "", request.Address ?? "")
            && (kind != ShardKind.Report || _reportDeadline.MayWrite(State.AddedOn, request.Silo, _holds.Now)));

    private JobSpec SpecFor(ShardKind kind) => kind == ShardKind.Cleanup ? JobConfigs.OfCleanup(State!) : _specs.Spec;

    /// <summary>A move shard needs nothing of the run's state, but for one that is moved in parts.</summary>
    private JobBrief Brief(Assignment next, PullRequest request) =>
        Brief(
            request.KnownIncarnation,
            request.KnownConfig,
            withState: next.Shard.Kind != ShardKind.Move || State!.Run?.Parts.ContainsKey(next.Shard.Number) == true,
            next.Shard.Kind == ShardKind.Cleanup ? WorkConfig.OfCleanup(State!) : WorkConfig.Of(State!)) with
        {
            WasPausedSince = RunTransitions.WasPausedSince(State!, next.Shard),
        };

    private JobBrief Brief(ulong knownIncarnation, int knownConfig, bool withState, WorkConfig config)
    {
        var state = State!;
        var isKnown = knownIncarnation == state.Incarnation && knownConfig == config.Version;
        return new(
            state.Incarnation,
            config.Version,
            isKnown ? null : config.Config,
            isKnown ? null : config.SealedSecrets,
            withState ? JobStateCodec.Encode(state) : null);
    }
}
