using OssTransfer.Contracts;
using OssTransfer.Grains.Machines;
using OssTransfer.Grains.Persistence;

namespace OssTransfer.Silo.Hosting;

/// <summary>A silo as a program: starts, runs until it is asked to stop, and says in one sentence why it could not.</summary>
public static class SiloProgram
{
    /// <summary>
    /// Runs a silo until SIGTERM, SIGINT, the API or the token ends it: <see cref="ExitCode.Done"/> after a stop in good order, also one during the start,
    /// <see cref="ExitCode.NotAllowed"/> where it can never start on this home as it is (don't try again), <see cref="ExitCode.Error"/> where it could
    /// not start or stop; the reason is written to <paramref name="error"/>.
    /// </summary>
    public static Task<ExitCode> RunAsync(SiloHostOptions options, TextWriter error, CancellationToken cancellationToken) =>
        RunAsync(options, error, ExitCode.Error, cancellationToken);

    /// <param name="options">How the silo runs.</param>
    /// <param name="error">Where reasons go.</param>
    /// <param name="notStarted">Says that it could not start, to a caller for which that differs from a silo that ran and failed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <inheritdoc cref="RunAsync(SiloHostOptions, TextWriter, CancellationToken)"/>
    public static async Task<ExitCode> RunAsync(SiloHostOptions options, TextWriter error, ExitCode notStarted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(error);
        var failed = notStarted;
        try
        {
            await using var silo = await SiloInstance.StartAsync(options, _ => { }, error.WriteLine, cancellationToken);
            failed = ExitCode.Error;
            await silo.WaitForStopRequestAsync(cancellationToken);
            if (silo.Departure is { } reason)
            {
                await error.WriteLineAsync(reason);
                await LeaveAsync(silo);
                Environment.Exit((int)ExitCode.Error);
            }

            await silo.StopAsync(CancellationToken.None);
            return ExitCode.Done;
        }
        catch (DatabaseException exception) when (exception.Problem is DatabaseProblem.Moved or DatabaseProblem.TooNew)
        {
            await error.WriteLineAsync(exception.Message);
            return ExitCode.NotAllowed;
        }
        catch (Exception exception) when (exception is HomeException or DatabaseException or SiloStartException or MachineNameException)
        {
            await error.WriteLineAsync(exception.Message);
            return failed;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Done;
        }
        catch (Exception exception)
        {
            await error.WriteLineAsync($"The silo failed: {exception.Message.TrimEnd('.')}. The log says more: {new HomeDirectory(options.Home).LogsPath}.");
            return failed;
        }
    }

    /// <summary>
    /// What can still be given back is, but not for long: a silo that can't store anything can't store its departure either, and would try for minutes.
    /// </summary>
    private static async Task LeaveAsync(SiloInstance silo)
    {
        try
        {
            await silo.StopAsync(CancellationToken.None).WaitAsync(SiloDeparture.Timeout, TimeProvider.System, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // The process ends as a crash would end it.
        }
    }
}
