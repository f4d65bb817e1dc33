using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Timers;

namespace OssTransfer.World.Cluster;

/// <summary>A grain in a silo's memory. Requests run one at a time, but for reentrant grains, and for reading beside reading.</summary>
internal sealed class Activation
{
    private readonly GrainCluster _cluster;
    private readonly Queue<Request> _waiting = new();
    private readonly List<IGrainRow> _rows = [];
    private IGrainBase? _grain;
    private int _running;
    private bool _readsOnly;
    private bool _isReady;
    private bool _isLeaving;

    public Activation(GrainCluster cluster, SimulatedSilo silo, GrainId id, GrainType type) =>
        (_cluster, Silo, Id, Type) = (cluster, silo, id, type);

    /// <summary>Where it is.</summary>
    public SimulatedSilo Silo { get; }

    /// <summary>Which grain.</summary>
    public GrainId Id { get; }

    /// <summary>The grain's class.</summary>
    public GrainType Type { get; }

    /// <summary>It is on its way out, or gone.</summary>
    public bool IsGone { get; private set; }

    /// <summary>It has nothing to do.</summary>
    public bool IsIdle => _isReady && _running == 0 && _waiting.Count == 0;

    /// <summary>Reads its rows and begins.</summary>
    public async Task StartAsync()
    {
        try
        {
            _grain = Create();
            await Task.WhenAll(_rows.Select(row => row.ReadStateAsync()));
            await _grain.OnActivateAsync(CancellationToken.None);
            _isReady = true;
            Advance();
        }
        catch (Exception exception)
        {
            _cluster.Forget(this);
            IsGone = true;
            while (_waiting.TryDequeue(out var request))
            {
                request.Fail(exception);
            }
        }
    }

    /// <summary>Does a request when its turn comes.</summary>
    public void Receive(Request request)
    {
        _waiting.Enqueue(request);
        Advance();
    }

    /// <summary>It leaves memory as soon as nothing runs; who comes then finds another one.</summary>
    public void Leave()
    {
        _isLeaving = true;
        Advance();
    }

    private void Advance()
    {
        if (!_isReady || IsGone)
        {
            return;
        }

        if (_isLeaving && _running == 0)
        {
            IsGone = true;
            _cluster.Forget(this);
            while (_waiting.TryDequeue(out var request))
            {
                _cluster.Forward(request);
            }

            return;
        }

        while (!_isLeaving && _waiting.TryPeek(out var next) && (_running == 0 || Type.IsReentrant || (_readsOnly && next.Method.IsReadOnly)))
        {
            _waiting.Dequeue();
            _readsOnly = next.Method.IsReadOnly;
            _running++;
            _ = RunAsync(next);
        }
    }

    private async Task RunAsync(Request request)
    {
        await request.RunAsync(_grain!);
        _running--;

        // Orleans takes what has other rows than the database out of memory.
        _isLeaving |= request.IsOutdated;
        Advance();
    }

    private IGrainBase Create()
    {
        var services = Silo.Services;
        var runtime = Stub.Of<IGrainRuntime>((method, args) => method.Name switch
        {
            "get_GrainFactory" => Silo.Grains,
            "get_ServiceProvider" => services,
            "get_TimeProvider" => Silo.Time,
            "get_TimerRegistry" => Timers(),
            nameof(IGrainRuntime.DeactivateOnIdle) => Do(Leave),
            _ => throw new NotSupportedException(method.Name),
        });
        var provider = new Overlay(services)
        {
            [typeof(IGrainRuntime)] = runtime,
            [typeof(IGrainFactory)] = Silo.Grains,
            [typeof(ITimerRegistry)] = Timers(),
            [typeof(IReminderRegistry)] = _cluster.Reminders,
        };
        var context = Stub.Of<IGrainContext>((method, args) => method.Name switch
        {
            "get_GrainId" => Id,
            "get_ActivationServices" => provider,
            "get_GrainInstance" => _grain,
            "GetHashCode" => Id.GetHashCode(),
            "Equals" => false,
            _ => throw new NotSupportedException(method.Name),
        });
        var arguments = Type.Parameters.Select(parameter => Argument(parameter.Type, parameter.Row, services)).ToArray();
        var before = GrainContexts.Swap(context);
        try
        {
            return Type.Create(arguments);
        }
        finally
        {
            GrainContexts.Swap(before);
        }
    }

    private object Argument(Type parameter, string? name, IServiceProvider services)
    {
        if (name is null)
        {
            return services.GetRequiredService(parameter);
        }

        var type = typeof(GrainRow<>).MakeGenericType(parameter.GenericTypeArguments[0]);
        var row = (IGrainRow)Activator.CreateInstance(type, _cluster.Database, Silo, name, Id)!;
        _rows.Add(row);
        return row;
    }

    private ITimerRegistry Timers() => Stub.Of<ITimerRegistry>((method, args) => method.Name switch
    {
        nameof(ITimerRegistry.RegisterGrainTimer) => new GrainTimer(
            _cluster.Scheduler, this, token => (Task)((Delegate)args[1]!).DynamicInvoke(args[2], token)!, (GrainTimerCreationOptions)args[3]!),
        _ => throw new NotSupportedException(method.Name),
    });

    private static object? Do(Action action)
    {
        action();
        return null;
    }

    private sealed class Overlay(IServiceProvider inner) : Dictionary<Type, object>, IServiceProvider
    {
        public object? GetService(Type serviceType) => TryGetValue(serviceType, out var own) ? own : inner.GetService(serviceType);
    }

    /// <summary>Orleans gives a grain its context by the thread that makes it.</summary>
    private static class GrainContexts
    {
        private static readonly FieldInfo Current = typeof(IGrainContext).Assembly.GetType("Orleans.Runtime.RuntimeContext", throwOnError: true)!
            .GetField("_threadLocalContext", BindingFlags.Static | BindingFlags.NonPublic)!;

        public static IGrainContext? Swap(IGrainContext? next)
        {
            var before = (IGrainContext?)Current.GetValue(null);
            Current.SetValue(null, next);
            return before;
        }
    }
}
