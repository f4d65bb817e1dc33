using System.Reflection;
using Orleans.Timers;
using OssTransfer.Grains.Jobs;
using OssTransfer.Grains.Registry;
using OssTransfer.Grains.Shards;
using OssTransfer.Grains.Workers.Batches;
using OssTransfer.World.Timing;

namespace OssTransfer.World.Cluster;

/// <summary>
/// What Orleans does for the program, with the faults that it can have: grains are found, activated and called; silos die, and some time later the
/// others know. A silo that was declared dead while it stood still goes on for a moment with what it had in memory.
/// </summary>
internal sealed class GrainCluster
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(30);
    private static readonly MethodInfo CallMethod = typeof(GrainCluster).GetMethod(nameof(CallAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;
    private static readonly Dictionary<Type, Call> Calls = [];
    private static readonly Dictionary<Type, GrainType> Classes = new()
    {
        [typeof(IJobGrain)] = new(typeof(JobGrain)),
        [typeof(IShardGrain)] = new(typeof(ShardGrain)),
        [typeof(IJobRegistryGrain)] = new(typeof(JobRegistryGrain)),
        [typeof(ITransferWorkerGrain)] = new(typeof(TransferWorkerGrain)),
    };

    private readonly Faults _faults;
    private readonly Bursts _bursts;
    private readonly Dictionary<GrainId, Activation> _activations = [];
    private readonly Dictionary<(Type Interface, string Key, SimulatedSilo? Caller), object> _references = [];
    private readonly List<SimulatedSilo> _silos = [];
    private readonly List<(Request Request, SimulatedSilo Silo)> _under = [];
    private readonly Dictionary<(GrainId Grain, string Name), int> _reminders = [];
    private int _reminderVersions;
    private int _adds;

    private delegate object Call(
        GrainCluster cluster, SimulatedSilo? caller, GrainId grain, GrainType type, GrainMethod method, object?[] arguments);

    public GrainCluster(Scheduler scheduler, Faults faults, Bursts bursts, Database database)
    {
        (Scheduler, _faults, _bursts, Database) = (scheduler, faults, bursts, database);
        Rules = new(scheduler, database);
        Reminders = Stub.Of<IReminderRegistry>(Remind);
    }

    /// <summary>Time and chance.</summary>
    public Scheduler Scheduler { get; }

    /// <summary>The rows of all grains.</summary>
    public Database Database { get; }

    /// <summary>The reminders of all grains.</summary>
    public IReminderRegistry Reminders { get; }

    /// <summary>What holds for every call.</summary>
    public Rules Rules { get; }

    /// <summary>Silos that the others take for alive.</summary>
    public IReadOnlyList<SimulatedSilo> Silos => _silos;

    /// <summary>What is in memory now.</summary>
    public IReadOnlyCollection<Activation> Activations => _activations.Values;

    /// <summary>A silo joins.</summary>
    public void Join(SimulatedSilo silo) => _silos.Add(silo);

    /// <summary>The others take a silo for dead: its grains are looked for elsewhere, and who waits for it waits no more.</summary>
    public void DeclareDead(SimulatedSilo silo)
    {
        if (!_silos.Remove(silo))
        {
            return;
        }

        Scheduler.Trace.Add(Scheduler.Now, $"{silo.Name} is taken for dead");
        foreach (var activation in _activations.Values.Where(activation => activation.Silo == silo).ToArray())
        {
            silo.Keep(activation);
            _activations.Remove(activation.Id);
        }

        foreach (var (request, _) in _under.Where(call => call.Silo == silo).ToArray())
        {
            Scheduler.After(_faults.Latency(), request.Caller, () => request.Fail(new SiloUnavailableException($"{silo.Name} is gone")));
        }

        _under.RemoveAll(call => call.Silo == silo);
    }

    /// <summary>A grain as a silo sees it, or a client without one.</summary>
    public object Reference(Type grainInterface, string key, SimulatedSilo? caller)
    {
        if (!_references.TryGetValue((grainInterface, key, caller), out var reference))
        {
            var type = Classes.GetValueOrDefault(grainInterface) ?? throw new NotSupportedException(grainInterface.Name);
            var id = GrainId.Create(type.Name, key);
            _references[(grainInterface, key, caller)] = reference = GrainReferences.Of(
                grainInterface, (method, arguments) => Call(GrainMethod.Of(method), arguments));
            object Call(GrainMethod method, object?[] arguments) => CallOf(method.Result)(this, caller, id, type, method, arguments);
        }

        return reference;
    }

    private static Call CallOf(Type result)
    {
        if (!Calls.TryGetValue(result, out var call))
        {
            Calls[result] = call = CallMethod.MakeGenericMethod(result).CreateDelegate<Call>();
        }

        return call;
    }

    /// <summary>A request that found its activation leaving.</summary>
    public void Forward(Request request) => Scheduler.After(_faults.Latency(), null, () => Deliver(request));

    /// <summary>An activation has left memory.</summary>
    public void Forget(Activation activation)
    {
        if (_activations.GetValueOrDefault(activation.Id) == activation)
        {
            _activations.Remove(activation.Id);
        }
    }

    /// <summary>An answer goes back to whom it is for.</summary>
    public void Return(Request request, Action answer)
    {
        _under.RemoveAll(call => call.Request == request);
        if (request.Type.IsStatelessWorker)
        {
            answer();
        }
        else if (_faults.OfCall() != Fault.AnswerLost)
        {
            Return(request, answer, _bursts.At(request.Joint, isDone: true, isCall: true));
        }
    }

    private void Return(Request request, Action answer, Strike strike)
    {
        if (strike is not (Strike.AnswerLost or Strike.CallerKilled))
        {
            Scheduler.After(_faults.Latency(), request.Caller, answer);
        }

        switch (strike)
        {
            case Strike.Repeated:
                Repeat(request);
                break;
            case Strike.CallerKilled:
                _bursts.KillSoon(request.Caller);
                break;
            case Strike.CallerFrozen:
                _bursts.FreezeNow(request.Caller);
                break;
            case Strike.HostKilled:
                _bursts.KillSoon(request.Host?.Silo);
                break;
            case Strike.HostFrozen:
                _bursts.FreezeNow(request.Host?.Silo);
                break;
            case Strike.GrainLeft:
                Scheduler.After(TimeSpan.Zero, request.Host!.Silo, request.Host.Leave);
                break;
            default:
                break;
        }
    }

    private Task<T> CallAsync<T>(SimulatedSilo? caller, GrainId grain, GrainType type, GrainMethod method, object?[] arguments)
    {
        var request = new RequestOf<T>(this, caller, grain, type, method, arguments);
        if (type.IsStatelessWorker)
        {
            // Always on the caller's silo, a new one for each call.
            var worker = new Activation(this, caller!, grain, type);
            _ = worker.StartAsync();
            worker.Receive(request);
            return request.Answer;
        }

        Scheduler.Trace.Add(Scheduler.Now, $"{caller?.Name ?? "client"} calls {request.Name}");
        Scheduler.After(ResponseTimeout, caller, () => request.Fail(new TimeoutException($"{request.Name} has no answer")));
        Send(request, _bursts.At(request.Joint, isDone: false, isCall: true));
        return request.Answer;
    }

    private void Send(Request request, Strike strike)
    {
        switch (strike)
        {
            case Strike.RequestLost:
                break;
            case Strike.Late:
                Scheduler.After(_bursts.Delay(), null, () => Deliver(request));
                break;
            case Strike.Repeated:
                Send(request);
                Repeat(request);
                break;
            case Strike.CallerKilled:
                Send(request);
                _bursts.KillSoon(request.Caller);
                break;
            case Strike.CallerFrozen:
                _bursts.FreezeNow(request.Caller);
                Scheduler.After(TimeSpan.Zero, request.Caller, () => Send(request));
                break;
            default:
                Send(request);
                break;
        }
    }

    private void Send(Request request)
    {
        _adds += IsAdd(request) ? 1 : 0;
        var fault = _faults.OfCall();
        if (fault == Fault.Repeated)
        {
            Repeat(request);
        }

        if (fault != Fault.RequestLost)
        {
            Scheduler.After(_faults.Latency(), null, () => Deliver(request));
        }
    }

    private static bool IsAdd(Request request) => request.Method.Name == nameof(IJobGrain.AddAsync);

    private void Repeat(Request request)
    {
        // Long after it, it would speak of a later job of the same name.
        if (IsAdd(request) || request is { Joint: Joint.Command, Arguments: ["rm", ..] })
        {
            return;
        }

        Scheduler.Trace.Add(Scheduler.Now, $"{request.Name} comes again");
        var adds = _adds;
        Scheduler.After(_bursts.Delay(), null, () =>
        {
            if (request.Joint != Joint.Command || adds == _adds)
            {
                Deliver(request.Again());
            }
        });
    }

    private void Deliver(Request request)
    {
        // A silo that the others took for dead finds what it still has in memory, and of the others what it heard of.
        var isForgotten = request.Caller is SimulatedSilo caller && !_silos.Contains(caller);
        var activation = (isForgotten ? ((SimulatedSilo)request.Caller!).Kept(request.Grain) : null) ?? _activations.GetValueOrDefault(request.Grain);
        if (activation is null)
        {
            if (_silos.Count == 0)
            {
                Scheduler.After(_faults.Latency(), request.Caller, () => request.Fail(new SiloUnavailableException("no silo is there")));
                return;
            }

            var silo = _silos[Scheduler.Random.Next(_silos.Count)];
            activation = new(this, silo, request.Grain, request.Type);
            _activations[request.Grain] = activation;
            var starting = activation;
            Scheduler.After(TimeSpan.Zero, silo, () => _ = starting.StartAsync());
        }

        request.Host = activation;
        _under.Add((request, activation.Silo));
        Scheduler.After(TimeSpan.Zero, activation.Silo, () =>
        {
            if (activation.IsGone)
            {
                Forward(request);
            }
            else
            {
                activation.Receive(request);
            }
        });
    }

    private object? Remind(MethodInfo method, object?[] arguments)
    {
        var grain = (GrainId)arguments[0]!;
        switch (method.Name)
        {
            case nameof(IReminderRegistry.RegisterOrUpdateReminder):
                var name = (string)arguments[1]!;
                var version = _reminders[(grain, name)] = ++_reminderVersions;
                RemindAfter(grain, name, version, (TimeSpan)arguments[2]!, (TimeSpan)arguments[3]!);
                return Task.FromResult(Reminder(name));
            case nameof(IReminderRegistry.GetReminder):
                return Task.FromResult(_reminders.ContainsKey((grain, (string)arguments[1]!)) ? Reminder((string)arguments[1]!) : null);
            case nameof(IReminderRegistry.UnregisterReminder):
                _reminders.Remove((grain, ((IGrainReminder)arguments[1]!).ReminderName));
                return Task.CompletedTask;
            default:
                throw new NotSupportedException(method.Name);
        }
    }

    private static IGrainReminder? Reminder(string name) => Stub.Of<IGrainReminder>((_, _) => name);

    private void RemindAfter(GrainId grain, string name, int version, TimeSpan due, TimeSpan period) => Scheduler.After(due, null, () =>
    {
        if (_reminders.GetValueOrDefault((grain, name)) != version)
        {
            return;
        }

        RemindAfter(grain, name, version, period, period);
        var remind = typeof(IRemindable).GetMethod(nameof(IRemindable.ReceiveReminder), [typeof(string), typeof(TickStatus)])!;
        var request = new RequestOf<bool>(this, null, grain, Classes[typeof(IJobGrain)], GrainMethod.Of(remind), [name, default(TickStatus)]);
        Deliver(request);
    });
}
