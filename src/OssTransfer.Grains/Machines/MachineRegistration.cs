using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OssTransfer.Grains.Machines;

/// <summary>
/// Announces this silo to its cluster, reports every two seconds that it lives, and says when it leaves. Registered after Orleans and before the workers,
/// so that none of them works before the name is known to be this silo's alone.
/// </summary>
internal sealed class MachineRegistration(
    IGrainFactory grains, ThisMachine machine, MachineListWatch list, TimeProvider time, ILogger<MachineRegistration> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);

    // Longer than it takes to declare a predecessor dead that was killed and had another port.
    private static readonly TimeSpan NameTimeout = TimeSpan.FromSeconds(20);

    private IMachineRegistryGrain MachineRegistry => grains.GetGrain<IMachineRegistryGrain>(0);

    /// <inheritdoc/>
    /// <exception cref="MachineNameException">Another living silo has the name.</exception>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var started = time.GetTimestamp(); ; await Task.Delay(Retry, time, cancellationToken))
        {
            string problem;
            try
            {
                var answer = await MachineRegistry.AnnounceAsync(machine.Beat()).WaitAsync(Timeout, time, cancellationToken);
                await machine.ApplyAsync(answer, cancellationToken);
                if (answer.IsKnown)
                {
                    await ImportAsync(cancellationToken);
                    break;
                }

                problem = answer.Refusal ?? "";
                if (time.GetElapsedTime(started) > NameTimeout)
                {
                    throw new MachineNameException(problem);
                }
            }
            catch (Exception exception) when (exception is not (OperationCanceledException or MachineNameException))
            {
                problem = exception.Message;
                if (time.GetElapsedTime(started) > NameTimeout)
                {
                    // Not yet known, the silo does nothing; it goes on trying.
                    Log.NotAnnounced(logger, problem);
                    break;
                }
            }
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (cancellationToken.IsCancellationRequested)
        {
            return;
        }

        try
        {
            await MachineRegistry.LeaveAsync(machine.Name, machine.Process).WaitAsync(Timeout, time, cancellationToken);
        }
        catch (Exception exception)
        {
            // The others find it out by themselves.
            Log.NotAnnounced(logger, exception.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await NotifyAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The silo stops.
        }
    }

    private async Task NotifyAsync(CancellationToken stoppingToken)
    {
        try
        {
            var answer = await MachineRegistry.BeatAsync(machine.Beat()).WaitAsync(Timeout, time, stoppingToken);
            if (!answer.IsKnown)
            {
                answer = await MachineRegistry.AnnounceAsync(machine.Beat()).WaitAsync(Timeout, time, stoppingToken);
            }

            await machine.ApplyAsync(answer, stoppingToken);
            if (answer.IsKnown)
            {
                await ImportAsync(stoppingToken);
            }
            else
            {
                Log.NotAnnounced(logger, answer.Refusal ?? "");
            }
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotAnnounced(logger, exception.Message);
        }
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        if (await list.ReadChangedAsync(cancellationToken) is not { } file)
        {
            return;
        }

        try
        {
            await machine.ApplyAsync(await MachineRegistry.ImportAsync(file).WaitAsync(Timeout, time, cancellationToken), cancellationToken);
        }
        catch
        {
            list.Forget();
            throw;
        }
    }
}
