using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Processes;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Jobs;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary><c>stop</c>.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly Option<bool> NoWait = new("--no-wait")
    {
        Arity = ArgumentArity.Zero,
        Description = "return when the silo knows, not when it has ended",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("stop", "stop the silo in good order; jobs go on at the next start") { NoWait };
        command.Runs(async (parse, cancellationToken) =>
        {
            var answer = IsElsewhere(parse, shell)
                ? await AskAsync(parse, shell, cancellationToken)
                : await StopHereAsync(SiloLocator.Home(parse, shell), parse, shell, cancellationToken);
            return await AnswerView.WriteAsync(shell, parse.GetValue(SiloOptions.Json), answer);
        });
        return command;
    }

    /// <summary>The command is for a silo that is named by its API.</summary>
    public static bool IsElsewhere(ParseResult parse, Shell shell) => (parse.GetValue(SiloOptions.Api) ?? shell.Setting("OSSTRANSFER_API")) is not null;

    private static async Task<CommandAnswer> AskAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        return await client.StopAsync(Caller.NewCommand(), cancellationToken);
    }

    /// <summary>Stops the silo of a home of this machine, and its supervisor; returns when both have ended, unless told not to wait.</summary>
    public static async Task<CommandAnswer> StopHereAsync(HomeDirectory home, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var answer = await AskHereAsync(home, parse, shell, cancellationToken);
        if (!answer.IsDone || parse.GetValue(NoWait))
        {
            return answer;
        }

        for (var started = shell.Time.GetTimestamp(); home.FindHolder() is not null
            || SupervisorLock.FindHolder(home) is not null; await shell.WaitAsync(Interval, cancellationToken))
        {
            if (shell.Time.GetElapsedTime(started) > Timeout)
            {
                throw new CliException(
                    ExitCode.Error,
                    $"The silo of the home {home.Path} (process {home.FindHolder()}) has not ended after {Timeout.TotalSeconds:0} s. It may still be giving its work back; its logs are in {home.LogsPath}.");
            }
        }

        return answer with { Message = $"The silo of the home {home.Path} has stopped. Its jobs go on at the next start." };
    }

    private static async Task<CommandAnswer> AskHereAsync(HomeDirectory home, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        home.RefuseClosed();

        // A silo that keeps dying, is just starting or has no API takes no commands; its supervisor, or the system for it, does.
        if (Directory.Exists(home.Path) && home.FindRunning() is null && IsThere(home))
        {
            return Signal(home);
        }

        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(AnswerTimeout);
            return await AskAsync(parse, shell, limit.Token);
        }
        catch (Exception e) when (IsThere(home)
            && (e is CliException { Code: ExitCode.NoSilo } || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
        {
            return Signal(home);
        }
    }

    /// <summary>A silo runs, or its supervisor is about to start one.</summary>
    private static bool IsThere(HomeDirectory home) =>
        home.FindRunning() is not null || SupervisorLock.FindHolder(home) is not null || home.FindWithoutApi() is not null;

    /// <summary>What takes no commands is asked by the system: the supervisor, which ends its silo, or else the silo itself.</summary>
    private static CommandAnswer Signal(HomeDirectory home)
    {
        var (what, pid, file) = SupervisorLock.FindHolder(home) is { } supervisor
            ? ("supervisor", supervisor, SupervisorLock.PathIn(home))
            : ("silo", home.FindHolder() ?? 0, home.LockPath);
        if (!ProcessLock.IsOpenIn(pid, file))
        {
            throw new CliException(
                ExitCode.Error,
                $"The silo of the home {home.Path} takes no commands, "
                + $"and process {pid}, which is said to be its {what}, does not hold {file}: "
                + $"it may be another program by now, or another user's, so no signal was sent. 'fuser {file}' names the one that is meant.");
        }

        NativeProcess.Terminate(pid);
        return new CommandAnswer { Message = $"The {what} of the home {home.Path} (process {pid}) was asked by a signal to end." };
    }
}
