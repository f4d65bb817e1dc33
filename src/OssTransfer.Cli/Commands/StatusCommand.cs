using System.CommandLine;
using OssTransfer.Cli.Client;
using OssTransfer.Cli.CommandLine;
using OssTransfer.Cli.Views;
using OssTransfer.Cli.Waiting;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Cluster;
using OssTransfer.Contracts.Jobs;

namespace OssTransfer.Cli.Commands;

/// <summary><c>status</c>: jobs, machines, or mail.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly Option<bool> Jobs = Flag("--job", "all jobs, as without it");
    private static readonly Option<bool> Machines = Flag("--machine", "all machines instead of jobs");
    private static readonly Option<string?> Ip = new("--ip") { HelpName = "ADDRESS", Description = "one machine, by name or address" };
    private static readonly Option<bool> Mail = Flag("--mail", "sender and receiver of mails, and the last mails");
    private static readonly Option<bool> Watch = Flag("--watch", "show it again every second until Ctrl-C, or until the named job's pass ends");
    private static readonly Option<bool> NoSilo = Flag("--no-silo", "jobs as the home has them stored, also while no silo runs");
    private static readonly Option<bool> ExitCodeOfJob = Flag("--exit-code", "with a job: give its exit code, 4 while it goes on");

    public static Command Create(Shell shell)
    {
        var command = new Command("status", "show all jobs, or one");
        var name = JobName.AddTo(command, required: false);
        foreach (var option in (Option[])[Jobs, Machines, Ip, Mail, Watch, NoSilo, ExitCodeOfJob])
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(ExitCodeOfJob) && result.Tokens.Count == 0
                && !result.Children.Any(c => c is System.CommandLine.Parsing.OptionResult { Option.Name: "--jobID" }))
            {
                result.AddError($"--exit-code needs a job: {Advice.Of("status", "JOB", "--exit-code")}");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetValue(NoSilo) && (result.GetValue(Machines) || result.GetValue(Ip) is not null || result.GetValue(Mail) || result.GetValue(Watch)
                || result.GetValue(ExitCodeOfJob) || result.GetValue(SiloOptions.Api) is not null))
            {
                result.AddError("--no-silo shows stored jobs only: it goes with --home and --json, "
                    + "not with --api, --machine, --ip, --mail, --watch or --exit-code");
            }
        });
        command.Runs(async (parse, cancellationToken) =>
        {
            if (parse.GetValue(NoSilo))
            {
                return await StoredStatus.ShowAsync(name.Find(parse), parse, shell);
            }

            try
            {
                return await AskAsync(name.Find(parse), parse, shell, cancellationToken);
            }
            catch (CliException exception) when (exception.Code == ExitCode.NoSilo && MayReadHome(parse, shell))
            {
                await StoredStatus.ShowBesideAsync(name.Find(parse), parse, shell);
                throw;
            }
        });
        return command;
    }

    /// <summary>One job: what stands beside it, or its JSON.</summary>
    public static Task WriteAsync(JobView job, ParseResult parse, Shell shell) => parse.GetValue(SiloOptions.Json)
        ? JsonOutput.WriteAsync(shell.Out, job, ContractsJson.Default.JobView)
        : shell.Out.WriteLineAsync(string.Join('\n', Tables.Details(shell.Advice.In(job), shell.Texts, shell.Window()?.Columns)));

    /// <summary>All jobs as a table, or as JSON.</summary>
    /// <param name="jobs">The first of them, or all.</param>
    /// <param name="all">How many there are.</param>
    /// <param name="parse">What was asked for.</param>
    /// <param name="shell">Where to.</param>
    public static async Task WriteAsync(IReadOnlyList<JobView> jobs, int all, ParseResult parse, Shell shell)
    {
        if (parse.GetValue(SiloOptions.Json))
        {
            await JsonOutput.WriteAsync(shell.Out, jobs, ContractsJson.Default.IReadOnlyListJobView);
        }
        else if (jobs.Count == 0)
        {
            await shell.Out.WriteLineAsync(shell.Line($"There are no jobs. Add one with {Advice.Of("add", "job.cfg")}."));
        }
        else if (shell.Window() is null)
        {
            Tables.Write(shell, Tables.Jobs(jobs.Select(shell.Advice.In), shell.Texts));
        }
        else
        {
            await shell.Out.WriteLineAsync(string.Join('\n', JobsView.Printed(shell, jobs, all)));
        }
    }

    private static async Task<ExitCode> AskAsync(string? jobId, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        using var client = new SiloClient(() => SiloLocator.Find(parse, shell), shell.Time);
        if (parse.GetValue(Mail))
        {
            return await SetText.WriteAsync(shell, parse.GetValue(SiloOptions.Json), await client.MailAsync(cancellationToken));
        }

        if (parse.GetValue(Machines) || parse.GetValue(Ip) is not null)
        {
            return await ShowMachinesAsync(client, parse, shell, cancellationToken);
        }

        return jobId is null
            ? await ShowJobsAsync(client, parse, shell, cancellationToken)
            : await ShowJobAsync(client, jobId, parse, shell, cancellationToken);
    }

    /// <summary>Whether stored jobs are an answer to what was asked, of this machine's own home.</summary>
    private static bool MayReadHome(ParseResult parse, Shell shell) =>
        !parse.GetValue(Mail) && !parse.GetValue(Machines) && parse.GetValue(Ip) is null && !parse.GetValue(SiloOptions.Json)
            && SiloLocator.Api(parse, shell) is null;

    private static async Task<ExitCode> ShowJobAsync(SiloClient client, string jobId, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var (json, watch) = (parse.GetValue(SiloOptions.Json), parse.GetValue(Watch));
        var job = await client.ShowAsync(jobId, cancellationToken);
        if (watch)
        {
            job = await new JobFollower(client, shell).FollowAsync(jobId, quiet: json, cancellationToken);
        }

        if (json || !watch)
        {
            await WriteAsync(job, parse, shell);
        }

        return parse.GetValue(ExitCodeOfJob) ? JobEnd.Of(job) : ExitCode.Done;
    }

    private static async Task<ExitCode> ShowJobsAsync(SiloClient client, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(SiloOptions.Json);
        if (parse.GetValue(Watch))
        {
            await WatchJobsAsync(client, json, shell, cancellationToken);
        }

        var (jobs, all) = await ReadAsync(client, json, shell, cancellationToken);
        await WriteAsync(jobs, all, parse, shell);
        return ExitCode.Done;
    }

    /// <summary>In a terminal only what it has room for is asked for.</summary>
    private static async Task<(IReadOnlyList<JobView> Jobs, int All)> ReadAsync(
        SiloClient client, bool json, Shell shell, CancellationToken cancellationToken)
    {
        if (!json && shell.Window() is not null)
        {
            return await client.FirstAsync(JobsView.MostIn(shell), cancellationToken);
        }

        var jobs = await client.ListAsync(cancellationToken);
        return (jobs, jobs.Count);
    }

    // Ends by Ctrl-C, or when nobody reads it any more.
    private static Task WatchJobsAsync(SiloClient client, bool json, Shell shell, CancellationToken cancellationToken)
    {
        return json ? LoopAsync((jobs, _) => shell.Out.WriteLine(JsonOutput.Line(jobs, ContractsJson.Default.IReadOnlyListJobView)))
            : shell.Window() is null ? new LiveView(shell).RunAsync(show => LoopAsync((jobs, _) => show([.. jobs.Select(shell.Advice.In)])))
            : Redrawn.RunAsync(shell, draw => LoopAsync((jobs, all) => draw(JobsView.Drawn(shell, jobs, all))));

        async Task LoopAsync(Action<IReadOnlyList<JobView>, int> show)
        {
            for (; ; await shell.WaitToShowAsync(Interval, cancellationToken))
            {
                var (jobs, all) = await ReadAsync(client, json, shell, cancellationToken);
                show(jobs, all);
            }
        }
    }

    private static async Task<ExitCode> ShowMachinesAsync(SiloClient client, ParseResult parse, Shell shell, CancellationToken cancellationToken)
    {
        var json = parse.GetValue(SiloOptions.Json);
        if (parse.GetValue(Watch) && json)
        {
            for (; ; await shell.WaitToShowAsync(Interval, cancellationToken))
            {
                var now = await MachinesAsync(client, parse, cancellationToken);
                await shell.Out.WriteLineAsync(JsonOutput.Line(now, ContractsJson.Default.IReadOnlyListMachineView));
            }
        }

        if (parse.GetValue(Watch))
        {
            await Redrawn.WatchAsync(
                shell,
                async () => Tables.Machines(await MachinesAsync(client, parse, cancellationToken), shell.Texts),
                Redrawn.Fitting,
                cancellationToken);
        }

        var machines = await MachinesAsync(client, parse, cancellationToken);
        if (json)
        {
            await JsonOutput.WriteAsync(shell.Out, machines, ContractsJson.Default.IReadOnlyListMachineView);
        }
        else
        {
            Tables.Write(shell, Tables.Machines(machines, shell.Texts));
        }

        return ExitCode.Done;
    }

    private static async Task<IReadOnlyList<MachineView>> MachinesAsync(SiloClient client, ParseResult parse, CancellationToken cancellationToken)
    {
        var machines = await client.MachinesAsync(cancellationToken);
        if (parse.GetValue(Ip) is not { } ip)
        {
            return machines;
        }

        IReadOnlyList<MachineView> named =
            [.. machines.Where(m => m.Name == ip || m.Address == ip || m.Address[..Math.Max(m.Address.LastIndexOf(':'), 0)] == ip)];
        return named.Count > 0
            ? named
            : throw new CliException(
                ExitCode.NotAllowed, $"There is no machine '{ip}'. There are: {string.Join(", ", machines.Select(m => $"{m.Name} ({m.Address})"))}.");
    }

    private static Option<bool> Flag(string name, string description) => new(name) { Arity = ArgumentArity.Zero, Description = description };
}
