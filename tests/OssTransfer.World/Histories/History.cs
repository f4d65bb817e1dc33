using System.Runtime.ExceptionServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Grains;
using OssTransfer.Grains.Security;
using OssTransfer.World.Cluster;
using OssTransfer.World.Stores;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Histories;

/// <summary>
/// One job from <c>add</c> to its end, through bad days that its seed has drawn. Then all is well for long enough, the operator does what the program
/// advises, and the oracle judges.
/// </summary>
internal sealed class History : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);
    private static readonly TimeSpan SlowestStart = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DetectionTime = TimeSpan.FromSeconds(9);
    private static readonly SecretSealer Sealer = new(SealingKey.Create());

    private readonly Scheduler _scheduler;
    private readonly HistoryPlan _plan;
    private readonly Faults _faults;
    private readonly Bursts _bursts;
    private readonly Buckets _buckets;
    private readonly Database _database;
    private readonly GrainCluster _cluster;
    private readonly ILoggerFactory _loggers;
    private readonly string _home = Directory.CreateTempSubdirectory("osstransfer-world-").FullName;
    private readonly List<SimulatedSilo> _alive = [];
    private readonly Users _users;
    private readonly Oracle _oracle;
    private readonly Operator _operator;
    private bool _isTroubled = true;
    private bool _isOver;
    private int _generations;

    public History(int seed, HistoryPlan plan, Action<string>? reader)
    {
        Seed = seed;
        _scheduler = new(seed);
        _scheduler.Trace.Reader = reader;
        _plan = plan;
        _faults = new(_scheduler, plan);
        _bursts = new(_scheduler)
        {
            Kill = End,
            Freeze = Freeze,
            ChangeAny = () => _users!.ChangeForAWhile(),
            ChangeWritten = key => _users!.MoveOldIn(key),
        };
        var storeFaults = new StoreFaults(_scheduler, plan) { Bursts = _bursts };
        _buckets = new(
            new(_scheduler, storeFaults, "source")
            {
                ClockOffset = TimeSpan.FromSeconds(plan.SourceClock),
                Encrypts = ((int)plan.Encrypts & 1) != 0,
                HidesListedSizes = plan.Lengthless > 0,
                HidesSizes = plan.Lengthless > 1,
            },
            new(_scheduler, storeFaults, "destination")
            {
                ClockOffset = TimeSpan.FromSeconds(plan.DestinationClock),
                ListingLag = TimeSpan.FromSeconds(plan.ListingLag),
                Encrypts = ((int)plan.Encrypts & 2) != 0,
            },
            storeFaults);
        _database = new(_scheduler, _faults, _bursts);
        _cluster = new(_scheduler, _faults, _bursts, _database);
        _loggers = reader is null
            ? NullLoggerFactory.Instance
            : LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Debug).AddProvider(new TraceLogs(_scheduler)));
        _users = new(_scheduler, _buckets, (int)plan.Objects);
        _oracle = new(_scheduler, _buckets, _users);
        _operator = new(_scheduler, plan, _cluster, Sealer, _oracle, _users, _bursts);
    }

    /// <summary>Which history it is.</summary>
    public int Seed { get; }

    /// <summary>What tells two histories apart.</summary>
    public ulong Digest => _scheduler.Trace.Digest;

    /// <summary>Steps that it took.</summary>
    public long Steps => _scheduler.Steps;

    /// <summary>What happened in it, counted.</summary>
    public Tally Tally => _scheduler.Tally;

    /// <summary>Goes through it.</summary>
    /// <exception cref="HistoryFailedException">It ended wrong.</exception>
    public async Task RunAsync()
    {
        _scheduler.Trace.Add(TimeSpan.Zero, $"seed {Seed}: {_plan}");
        Task? life = null;
        _scheduler.After(TimeSpan.Zero, null, () => life = LiveAsync());
        await _scheduler.RunAsync(() => life is { IsCompleted: true }, Longest);
        if (life is not { IsCompleted: true })
        {
            throw new HistoryFailedException($"nothing has ended after {_scheduler.Now}, {_scheduler.Steps} steps");
        }

        await life;
    }

    public void Dispose()
    {
        _loggers.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private async Task LiveAsync()
    {
        _users.Fill();
        for (var number = 0; number < _plan.Silos; number++)
        {
            Start($"silo{number}");
        }

        await _operator.AddAsync();
        var watching = _operator.WatchAsync(() => !_isOver);
        SetCalm(false);
        if (_plan.BurstsEvery > 0)
        {
            _bursts.Begin();
        }

        await TroubleAsync();
        await RecoverAsync();
        await FinishAsync();
        _isOver = true;
        await watching;
    }

    private void SetCalm(bool isCalm) => _faults.IsCalm = _buckets.Faults.IsCalm = isCalm;

    private async Task TroubleAsync()
    {
        Task[] kinds =
        [
            RepeatAsync(_plan.KillsEvery, Kill),
            RepeatAsync(_plan.FreezesEvery, Freeze),
            RepeatAsync(_plan.LeavesEvery, Leave),
            RepeatAsync(_plan.GrainsLeaveEvery, DropGrain),
            RepeatAsync(_plan.DatabaseFailsEvery, FailDatabase),
            RepeatAsync(_plan.ClocksJumpEvery, JumpClock),
            RepeatAsync(_plan.SourceChangesEvery, _users.ChangeSource),
            RepeatAsync(_plan.DestinationChangesEvery, _users.ChangeDestination),
            RepeatAsync(_plan.CommandsEvery, _operator.DoSomething),
            RepeatAsync(_plan.BurstsEvery, _bursts.Begin),
        ];
        await _scheduler.DelayAsync(TimeSpan.FromSeconds(_plan.Trouble), null);
        _isTroubled = false;
        await Task.WhenAll(kinds);
    }

    private async Task RepeatAsync(double every, Action action)
    {
        while (_isTroubled && every > 0)
        {
            await _scheduler.DelayAsync(_scheduler.Between(TimeSpan.Zero, TimeSpan.FromSeconds(every * 3)), null);
            if (_isTroubled)
            {
                action();
            }
        }
    }

    /// <summary>Nothing goes wrong any more, and all silos are there.</summary>
    private async Task RecoverAsync()
    {
        SetCalm(true);
        _bursts.End();
        _database.IsDown = false;
        _scheduler.Trace.Add(_scheduler.Now, "all is well from now on");
        await _scheduler.DelayAsync(DetectionTime + SlowestStart, null);
    }

    /// <summary>
    /// The run that went through the bad days ends. Then the operator does what is to be done: a pass over what is there now, what the program advises where
    /// something failed or differs, and a last pass.
    /// </summary>
    private async Task FinishAsync()
    {
        await RepairAsync(await _operator.SettleAsync());
        var first = await _operator.RunAsync("redo");
        await RepairAsync(first);
        var last = await _operator.RunAsync("redo");
        foreach (var report in Directory.EnumerateFiles(_home, "*-list.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            _scheduler.Trace.Reader?.Invoke($"{Path.GetFileName(report)}\n{File.ReadAllText(report)}");
        }

        _oracle.Judge(last);
        _oracle.JudgeSent(first.Run, last.Run);
        await RotAsync();
        if (_plan.Removes > 0)
        {
            await _operator.RemoveAsync();
            await _scheduler.DelayAsync(TimeSpan.FromMinutes(1), null);
            if (_database.Rows("job", "shard-manifest", "shard-progress") is { Count: > 0 } rows)
            {
                throw new HistoryFailedException($"the job is gone, and rows of it are left: {string.Join(", ", rows)}");
            }
        }
    }

    /// <summary>What changes by itself a check that reads finds, and what the program advises mends it.</summary>
    private async Task RotAsync()
    {
        var rotten = _oracle.Rot((int)_plan.Rots);
        if (rotten.Count == 0)
        {
            return;
        }

        await _operator.EditAsync(Operator.CheckFull, tries: 100);
        var job = await _operator.RunAsync("redo");
        _oracle.JudgeRotten(rotten, job);
        if (job.Check?.Differences > 0)
        {
            await _operator.RunAsync("redo-failed");
        }

        _oracle.JudgeMended(rotten);
    }

    private async Task RepairAsync(JobView job)
    {
        if (job.Objects.Failed > 0 || job.Check?.Differences > 0)
        {
            _oracle.JudgeRepaired(job, await _operator.RunAsync("redo-failed"));
        }
    }

    private void Start(string name)
    {
        var options = new GrainsOptions
        {
            SiloName = name,
            MaxWorkers = (int)_plan.Workers,
            MaxMasters = 2,
            MemoryBytes = 4 << 20,
            ObjectsInFlight = 8,
            ShardObjects = (int)_plan.ShardObjects,
            SplitBytes = 400,
            PartShardBytes = 200,
            JobsPath = Path.Combine(_home, name),
            MinFreeBytes = 0,
            IsAlone = _plan.Silos == 1,

            // The virtual pages are short and soon there: they are read ahead all the same.
            ListAhead = new() { WorthHiding = TimeSpan.Zero, PagesPerRange = 1 },

            // Nothing but steps is lost by asking seldom.
            IdleWait = TimeSpan.FromSeconds(1),
        };
        Directory.CreateDirectory(options.JobsPath);
        var silo = new SimulatedSilo(_cluster, _buckets, options, Sealer, ++_generations, _loggers);
        _alive.Add(silo);
        _scheduler.Trace.Add(_scheduler.Now, $"{silo.Name} starts");
        _ = WatchAsync(silo.StartAsync());
    }

    /// <summary>A silo that can't start is a mistake of this program.</summary>
    private async Task WatchAsync(Task start)
    {
        try
        {
            await start;
        }
        catch (Exception exception)
        {
            _scheduler.After(TimeSpan.Zero, null, () => ExceptionDispatchInfo.Throw(exception));
        }
    }

    private SimulatedSilo? Any() => _alive.Count == 0 ? null : _alive[_scheduler.Random.Next(_alive.Count)];

    private void Kill()
    {
        if (Any() is { } silo)
        {
            End(silo);
        }
    }

    private void End(SimulatedSilo silo)
    {
        if (_alive.Contains(silo))
        {
            _scheduler.Trace.Add(_scheduler.Now, $"{silo.Name} is killed");
            _scheduler.Tally.Count("silo: killed");
            End(silo, _plan.Silos == 1 ? TimeSpan.Zero : _scheduler.Between(TimeSpan.FromMilliseconds(10), DetectionTime));
        }
    }

    private void End(SimulatedSilo silo, TimeSpan noticedAfter)
    {
        _alive.Remove(silo);
        silo.Kill();
        _scheduler.After(noticedAfter, null, () => _cluster.DeclareDead(silo));
        var name = silo.Name.Split('@')[0];
        _scheduler.After(noticedAfter + _scheduler.Between(TimeSpan.FromMilliseconds(500), SlowestStart), null, () => Start(name));
    }

    private void Freeze()
    {
        if (Any() is { } silo)
        {
            Freeze(silo, _scheduler.Between(TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(40)));
        }
    }

    private void Freeze(SimulatedSilo silo, TimeSpan duration)
    {
        if (silo.IsFrozen || !_alive.Contains(silo))
        {
            return;
        }

        _scheduler.Tally.Count("silo: frozen");
        _scheduler.Trace.Add(_scheduler.Now, $"{silo.Name} stands still for {duration.TotalSeconds:F1} s");
        silo.Freeze();
        var noticed = _scheduler.Between(DetectionTime / 2, DetectionTime);
        var isTakenForDead = _plan.Silos > 1 && duration > noticed;
        if (isTakenForDead)
        {
            _scheduler.Tally.Count("silo: taken for dead while it lives");
            _scheduler.After(noticed, null, () => _cluster.DeclareDead(silo));
        }

        _scheduler.After(duration, null, () =>
        {
            silo.Thaw(_scheduler);
            if (isTakenForDead && !silo.IsDead)
            {
                // It reads the table of silos before long, and ends.
                _scheduler.After(_scheduler.Between(TimeSpan.Zero, TimeSpan.FromSeconds(3)), null, () =>
                {
                    if (!silo.IsDead)
                    {
                        End(silo, TimeSpan.Zero);
                    }
                });
            }
        });
    }

    private void Leave()
    {
        if (Any() is not { IsFrozen: false } silo)
        {
            return;
        }

        _scheduler.Trace.Add(_scheduler.Now, $"{silo.Name} is stopped");
        _scheduler.Tally.Count("silo: stopped in good order");
        _alive.Remove(silo);
        _ = silo.StopAsync();
        _scheduler.After(TimeSpan.FromSeconds(15), null, () =>
        {
            if (!silo.IsDead)
            {
                silo.Kill();
                _cluster.DeclareDead(silo);
            }

            Start(silo.Name.Split('@')[0]);
        });
    }

    private void FailDatabase()
    {
        var duration = _scheduler.Between(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(20));
        _scheduler.Trace.Add(_scheduler.Now, $"the database is away for {duration.TotalSeconds:F1} s");
        _scheduler.Tally.Count("database: away");
        _database.IsDown = true;
        _scheduler.After(duration, null, () => _database.IsDown = false);
    }

    private void JumpClock()
    {
        if (Any() is { } silo)
        {
            _scheduler.Tally.Count("clock: set");
            silo.Time.Offset += (_scheduler.Random.Next(2) * 2 - 1) * _scheduler.Between(TimeSpan.FromSeconds(1), TimeSpan.FromHours(2));
            _scheduler.Trace.Add(_scheduler.Now, $"{silo.Name}'s clock is {silo.Time.Offset.TotalSeconds:F0} s ahead");
        }
    }

    private void DropGrain()
    {
        if (_cluster.Activations.OrderBy(activation => activation.Id.ToString(), StringComparer.Ordinal).ToArray() is { Length: > 0 } all)
        {
            var activation = all[_scheduler.Random.Next(all.Length)];
            _scheduler.Trace.Add(_scheduler.Now, $"{activation.Id} leaves memory");
            _scheduler.Tally.Count("grain: left memory");
            _scheduler.After(TimeSpan.Zero, activation.Silo, activation.Leave);
        }
    }
}
