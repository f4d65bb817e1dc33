using System.Text.Json;
using OssTransfer.Jobs.Lifecycle;
using OssTransfer.Jobs.Runs;
using OssTransfer.Jobs.Shards;

namespace OssTransfer.Jobs.Tests.Runs.Model;

/// <summary>A job's master as its grain drives the transitions: what it answers is durable before, and a crash takes what wasn't.</summary>
internal sealed class ModelMaster
{
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(6);
    private readonly ModelWorld _world;
    private LeaseTable _leases = new(Lease + TimeSpan.FromSeconds(1));
    private byte[] _stored;
    private TimeSpan _quietUntil;

    public ModelMaster(ModelWorld world, RunPolicy policy)
    {
        (_world, Policy) = (world, policy);
        State = new() { JobId = "j", Incarnation = ulong.MaxValue, Config = "job-ID: j", SealedSecrets = [1, 2], AddedAt = DateTimeOffset.UnixEpoch };
        _stored = JobStateCodec.Encode(State);
    }

    public RunPolicy Policy { get; }

    public JobState State { get; private set; }

    /// <summary>The next write fails: what it should have stored is gone, and so is this activation.</summary>
    public bool FailsNextWrite { get; set; }

    private bool AnyHeld => _leases.Any || _world.Now < _quietUntil;

    private DateTimeOffset Clock => DateTimeOffset.UnixEpoch + _world.Now;

    public void Crash()
    {
        State = JobStateCodec.Decode(_stored);
        _leases = new(Lease + TimeSpan.FromSeconds(1));
        _quietUntil = _world.Now + Lease;
    }

    public ModelTicket? Pull(string holder)
    {
        _leases.Expire(_world.Now);
        if (State.Status == JobStatus.Ready)
        {
            State = RunTransitions.Start(State, Clock);
            Flush();

            // Only now: a start whose write fails never was.
            _world.RunStarted(State.Run!.Number);
        }

        if (_world.Now < _quietUntil || NextAssignment.Of(State, Policy, _leases.IsHeld) is not { } next)
        {
            Settle();
            return null;
        }

        Assert.False(_leases.IsHeld(next.Shard), "a held shard was handed out");
        _leases.Hold(next.Shard, holder, 0, _world.Now);
        var attempt = 1;
        if (next.Shard.Kind == ShardKind.List)
        {
            State = RunTransitions.TakeList(State);
            attempt = State.Run!.List.Term;
        }

        Flush();
        if (next.Shard.Kind == ShardKind.Part)
        {
            _world.Shard(next.Shard).Put(1, _world.Shard(new(next.Shard.Run, ShardKind.Move, 0, next.Shard.List)).Manifest);
        }

        if (next.Shard.Kind is ShardKind.Move or ShardKind.Part)
        {
            attempt = _world.Shard(next.Shard).Take(next.Digest, Clock.UtcTicks)
                ?? throw new InvalidOperationException($"{next.Shard} was given out, but its manifest is another one.");
        }

        _leases.Hold(next.Shard, holder, attempt, _world.Now);
        _world.HandedOut(next.Shard, attempt);
        return new(
            next.Shard,
            attempt,
            next.Digest,
            next.Shard.Kind == ShardKind.Move && !State.Run!.Parts.ContainsKey(next.Shard.Number) ? null : JobStateCodec.Encode(State));
    }

    public bool RecordListing(int run, byte[] message)
    {
        var report = JsonSerializer.Deserialize<ListingReport>(message, JobStateCodec.Json)!;
        if (!RunTransitions.Accepts(State, run, report))
        {
            return false;
        }

        Assert.Equal(State.Run!.List.Term, report.Term);
        State = RunTransitions.RecordListing(State, report);
        Flush();
        return true;
    }

    public void Return(string holder, ModelTicket ticket, bool isFinished, CheckResult? check, int partShards, bool endsUpload)
    {
        var shard = ticket.Shard;
        if (isFinished)
        {
            State = shard.Kind switch
            {
                ShardKind.Move when _world.Shard(shard).Result(ticket.Digest) is { } result =>
                    RunTransitions.FinishMove(State, shard, ShardResultCodec.Decode(result)),
                ShardKind.Part => RunTransitions.FinishPart(State, shard, endsUpload),
                ShardKind.Check => RunTransitions.FinishCheck(State, shard, check!),
                ShardKind.Report => RunTransitions.FinishReport(State, shard, Policy, Clock),
                ShardKind.Cleanup => RunTransitions.FinishCleanup(State, shard),
                _ => State,
            };
        }

        if (partShards > 0)
        {
            State = RunTransitions.PlanParts(State, shard, ticket.Attempt, partShards);
        }

        _leases.Release(shard, holder, ticket.Attempt, _world.Now);
        Settle();
    }

    public (bool IsStopping, IReadOnlyCollection<ShardId> Lost) Renew(string holder, IReadOnlyCollection<ModelTicket> held)
    {
        var lost = _leases.Renew(holder, [.. held.Select(ticket => (ticket.Shard, ticket.Attempt))], _world.Now);
        return (State.Status != JobStatus.Running, [.. lost, .. held.Select(ticket => ticket.Shard).Where(shard => RunTransitions.IsUseless(State, shard))]);
    }

    public void Command(JobCommand command)
    {
        var decision = JobCommandTable.Decide(State.Status, command, State.IsClosed);
        if (decision.Answer == JobCommandAnswer.Accepted)
        {
            _leases.Expire(_world.Now);
            State = CommandTransitions.Accept(State, command, decision.Next, Clock);
            Settle();
        }
    }

    /// <summary>Nothing is left of runs that aren't needed.</summary>
    public void Compacted(Compaction compaction)
    {
        State = compaction.Finish(State);
        Flush();
    }

    public void Tick()
    {
        if (State is { Status: JobStatus.Waiting, NextPassAt: { } next } && Clock >= next)
        {
            State = State with { Status = JobStatus.Ready };
        }

        _leases.Expire(_world.Now);
        Settle();
    }

    private void Settle()
    {
        var before = State;
        State = RunTransitions.Settle(RunTransitions.Advance(State, Policy), AnyHeld, Clock);
        Flush();
        if (before.Run?.Phase != State.Run?.Phase && State.Run is { Phase: RunPhase.Check or RunPhase.Report })
        {
            _world.AssertAllMoved(State);
        }
    }

    private void Flush()
    {
        if (FailsNextWrite)
        {
            FailsNextWrite = false;
            Crash();
            throw new AnswerLostException();
        }

        _stored = JobStateCodec.Encode(State);
        State = JobStateCodec.Decode(_stored);
    }
}
