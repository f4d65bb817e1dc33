using System.CommandLine;
using System.Diagnostics;
using System.Net.Sockets;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Processes;
using OssTransfer.Cli.Views;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Cli.Commands;

/// <summary><c>start</c>: a silo in the background with a supervisor, or in the foreground without.</summary>
internal static class StartCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(50);
    /// <summary>In the foreground for a supervisor, whose log is no place for the silo's.</summary>
    public const string Supervised = "--supervised";

    private static readonly Option<bool> ForSupervisor = new(Supervised) { Arity = ArgumentArity.Zero, Hidden = true };
    private static readonly Option<bool> Foreground = new("--foreground")
    {
        Arity = ArgumentArity.Zero,
        Description = "stay in the foreground, without a supervisor, for systemd and containers",
    };

    public static Command Create(Shell shell)
    {
        var command = new Command("start", "start a silo in the background; one that dies is started again") { Foreground, ForSupervisor };
        SiloArguments.AddTo(command);
        command.Runs((parse, cancellationToken) => parse.GetValue(Foreground) || parse.GetValue(ForSupervisor)
            ? SiloProgram.RunAsync(
                SiloArguments.Read(parse, shell) with { Foreground = !parse.GetValue(ForSupervisor) },
                shell.Error,
                parse.GetValue(ForSupervisor) ? Supervisor.NotStarted : ExitCode.NoSilo,
                cancellationToken)
            : StartAsync(parse, shell, cancellationToken));
        return command;
    }

    private static async Task<ExitCode> StartAsync(ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        if (StopCommand.IsElsewhere(parse, shell))
        {
            throw new CliException(
                ExitCode.Usage, "'start' starts a process, so it works on this machine only: give it there, without --api and OSSTRANSFER_API.");
        }

        var options = SiloArguments.Read(parse, shell);
        var home = new HomeDirectory(options.Home);
        home.Create();
        if (Ready(home) is { } running)
        {
            RefuseOtherOptions(running, home, parse, shell);
            return await SayAsync(parse, shell, running, home, "runs already");
        }

        if (home.FindHolder() is { } holder)
        {
            throw new CliException(
                ExitCode.NotAllowed,
                $"Process {holder} holds the home {home.Path}: it is starting, or it is a 'run'. Wait for it, or name another home with --home DIR.");
        }

        RefuseTakenPlace(options);
        var before = new FileInfo(SupervisorLog.PathIn(home)) is { Exists: true, Length: var length } ? length : 0;
        using var supervisor = OwnProgram.StartInBackground(SupervisorLog.PathIn(home), [SuperviseCommand.Name, .. SiloArguments.Repeat(parse, shell)]);
        var silo = await WaitAsync(supervisor, before, home, shell, cancellationToken);
        await SayAsync(parse, shell, silo, home, "runs");
        if (home.FindOriginalSettings() is { } original)
        {
            await shell.Error.WriteLineAsync(shell.Advice.In(
                $"{original} of the original tool is not read. What it sets is set with {Advice.Of("set", "--max-master-num=N", "--max-worker-num=N")} and {Advice.Of("set", "--msg_from=ADDRESS:-", "--msg_to=ADDRESS")}; ports with options of 'start'. Remove the file, and nothing more is said of it."));
        }

        return ExitCode.Done;
    }

    /// <summary>A silo that runs has the options that it was started with: others would seem to hold and don't.</summary>
    private static void RefuseOtherOptions(ReadySilo running, HomeDirectory home, ParseResult parse, Shell shell)
    {
        IReadOnlyList<string> had = SupervisorLock.FindHolder(home) is null ? [] : StartArguments.Read(home);
        var others = SiloArguments.Repeat(parse, shell).Where(IsOption).Except(had).ToList();
        if (others.Count == 0)
        {
            return;
        }

        var all = had.Where(IsOption).Where(old => !others.Any(other => NameOf(other) == NameOf(old))).Concat(others);
        throw new CliException(
            ExitCode.NotAllowed,
            $"The silo '{running.Name}' (process {running.Pid}) runs already, and not with {string.Join(' ', others)}: options hold from a start on. {Advice.Of("stop")}, then {Advice.Of(["start", .. all])}.");

        static bool IsOption(string argument) => NameOf(argument) != SiloHostSettings.Home.Argument;

        static string NameOf(string argument) => argument.Split('=')[0];
    }

    // Told here, at once and by name, rather than by a log after half a minute.
    private static void RefuseTakenPlace(SiloHostOptions options)
    {
        try
        {
            OwnAddress.RefuseOthers(options);
        }
        catch (SiloStartException e)
        {
            throw new CliException(ExitCode.NoSilo, e.Message);
        }

        if (options.ApiPort is not > 0)
        {
            return;
        }

        using var listener = new TcpListener(options.ApiAddress, options.ApiPort.Value);
        try
        {
            listener.Start();
        }
        catch (SocketException e)
        {
            throw new CliException(ExitCode.NoSilo, e.SocketErrorCode == SocketError.AccessDenied
                ? $"This user may not listen on port {options.ApiPort}. Choose a port from 1024 on with --api-port N."
                : $"The port {options.ApiPort} on {options.ApiAddress} is taken, by another program or by the silo of another home. Choose another with --api-port N, 0 takes a free one.");
        }
    }

    private static async Task<ReadySilo> WaitAsync(
        Process supervisor, long before, HomeDirectory home, Shell shell, CancellationToken cancellationToken)
    {
        for (var started = shell.Time.GetTimestamp(); ; await shell.WaitAsync(Interval, cancellationToken))
        {
            if (Ready(home) is { } silo)
            {
                return silo;
            }

            if (supervisor.HasExited)
            {
                throw new CliException(
                    ExitCode.NoSilo, $"The silo did not start: {LastLine(SupervisorLog.PathIn(home), before)} Logs: {home.LogsPath}.");
            }

            if (shell.Time.GetElapsedTime(started) > Timeout)
            {
                throw new CliException(
                    ExitCode.NoSilo,
                    $"The silo does not answer after {Timeout.TotalSeconds:0} s: {LastLine(SupervisorLog.PathIn(home), before)} It goes on trying; "
                    + $"{Advice.Of("status")} shows when it is there, {Advice.Of("stop")} gives up. Logs: {home.LogsPath}.");
            }
        }
    }

    /// <summary>The home's silo, with or without an API; null where none is ready.</summary>
    private static ReadySilo? Ready(HomeDirectory home) =>
        home.FindRunning() is { } silo ? new(silo.Name, silo.Pid, silo.Version, silo, null)
        : home.FindWithoutApi() is { } closed ? new(closed.Name, closed.Pid, closed.Version, null, closed)
        : null;

    private static async Task<ExitCode> SayAsync(ParseResult parse, Shell shell, ReadySilo silo, HomeDirectory home, string what)
    {
        if (parse.GetValue(SiloOptions.Json))
        {
            await (silo.Open is { } open
                ? JsonOutput.WriteAsync(shell.Out, open, ContractsJson.Default.RunningSilo)
                : JsonOutput.WriteAsync(shell.Out, silo.Closed!, ContractsJson.Default.SiloWithoutApi));
            return ExitCode.Done;
        }

        await shell.Out.WriteLineAsync(
            shell.Texts.Of($"The silo '{silo.Name}' {what} (process {silo.Pid}, version {silo.Version}).") + $"\nHome: {home.Path}");
        await shell.Out.WriteLineAsync(silo.Open is { } reachable
            ? $"API:  {reachable.Url}\nNext: {shell.Advice.In(Advice.Of("add", "job.cfg")).Trim('\'')}"
            : shell.Line("API:  none, as asked for (--api-port none), so it takes no commands: "
                + $"{Advice.Of("status", "--no-silo")} shows its jobs as the home has them stored, {Advice.Of("stop")} ends it"));
        return ExitCode.Done;
    }

    /// <param name="Name">Its name.</param>
    /// <param name="Pid">Its process.</param>
    /// <param name="Version">The program's version.</param>
    /// <param name="Open">It, where it has an API.</param>
    /// <param name="Closed">It, where it has none.</param>
    private sealed record ReadySilo(string Name, int Pid, string Version, RunningSilo? Open, SiloWithoutApi? Closed);

    /// <summary>What the silo, or its supervisor, said last, not that it is started again; nothing of what stood in the file before.</summary>
    private static string LastLine(string file, long before)
    {
        const string Nothing = "it said nothing.";
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

            // A long one was set aside.
            stream.Position = stream.Length < before ? 0 : before;
            using var reader = new StreamReader(stream);
            var last = reader.ReadToEnd()
                .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .LastOrDefault(line => !line.Contains(Supervisor.Restarting, StringComparison.Ordinal)) ?? Nothing;
            return last.StartsWith(Failure.Prefix, StringComparison.Ordinal) ? last[Failure.Prefix.Length..] : last;
        }
        catch (IOException)
        {
            return Nothing;
        }
    }
}
